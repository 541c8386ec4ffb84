/** What a project file holds at its top: the name, and sections of parts by name. */
import { Type } from 'typebox'
import { projectNamePattern } from './name.ts'

export const projectName = Type.String({
  pattern: projectNamePattern,
  description: "The project's name: lower-case letters, digits, - and _.",
  examples: ['water'],
})

/** The sections of what flows, and of who is told of it. */
const flowSections = [
  'sources',
  'streams',
  'functions',
  'datasets',
  'views',
  'endpoints',
  'monitors',
  'channels',
] as const

/** The sections whose parts are read and written one by one; a dashboard is a file of its own. */
export const partSections = [...flowSections, 'reports'] as const

export const sections = [
  'name',
  ...flowSections,
  'dashboards',
  'reports',
  'maps',
  'roles',
  'tenants',
  'brand',
  'login',
] as const

/** The parts that later versions have; refused by name rather than as slips. */
export const laterSections = ['apps'] as const
