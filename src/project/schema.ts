import { type TSchema, Type } from 'typebox'
import { channels } from '../channels/index.ts'
import { sources } from '../sources/index.ts'
import { brandOptions } from './brand/declaration.ts'
import { withChannelKeys } from './channels/check.ts'
import { dashboardFiles } from './dashboards/declaration.ts'
import { datasetOptions } from './datasets/declaration.ts'
import { endpointOptions } from './endpoints/declaration.ts'
import type { Schema } from './expectation.ts'
import { builtInStep, functionSchema } from './functions/schema.ts'
import { loginOptions } from './login/declaration.ts'
import { mapOptions } from './maps/declaration.ts'
import { monitorOptions } from './monitors/declaration.ts'
import { namePattern } from './name.ts'
import { roleOptions, tenantOptions } from './people/declaration.ts'
import { projectFile } from './project.ts'
import { reportOptions } from './reports/declaration.ts'
import { projectName } from './sections.ts'
import { withCommonKeys } from './sources/check.ts'
import { streamOptions } from './streams/declaration.ts'
import { viewOptions } from './views/declaration.ts'

/** The file that `caudal new` writes beside the project file, and that the first line of each template names. */
export const schemaFile = 'caudal.schema.json'

/** The project file's JSON Schema (draft 2020-12), for editors: from the same declarations that the check reads. */
export async function projectSchema(): Promise<object> {
  const declarations = await Promise.all(Object.values(sources).map(async (load) => (await load()).default))
  const ways = await Promise.all(Object.values(channels).map(async (load) => (await load()).default))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Caudal project (${projectFile})`,
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: projectName,
      sources: section('What brings records in, by name.', {
        anyOf: declarations.map((declaration) => ({
          ...forEditors(withCommonKeys(declaration)),
          description: declaration.summary,
        })),
      }),
      streams: section('Durable logs of records, by name; a stream that a source writes to needs no entry.', {
        ...orNothing(forEditors(streamOptions)),
      }),
      functions: section('Records in, records out, by name.', forEditors(functionSchema(Type.Ref('#/$defs/built_in')))),
      datasets: section('Streams made queryable, by name; each is a table in SQL.', {
        ...orNothing(forEditors(datasetOptions)),
      }),
      views: section('Datasets made by SQL from others, by name.', forEditors(viewOptions)),
      endpoints: {
        type: ['object', 'null'],
        description: 'Queries published as REST, by path.',
        additionalProperties: forEditors(endpointOptions),
      },
      monitors: section('Conditions over datasets, by name, which tell channels.', forEditors(monitorOptions)),
      channels: section('Who is told, by name.', {
        anyOf: ways.map((declaration) => ({
          ...forEditors(withChannelKeys(declaration)),
          description: declaration.summary,
        })),
      }),
      dashboards: forEditors(dashboardFiles),
      reports: section('Dashboards that are sent by mail on a schedule, by name.', forEditors(reportOptions)),
      maps: section('Tiles that maps are drawn on, by name.', forEditors(mapOptions)),
      roles: section('What people and tokens may do, by name.', forEditors(roleOptions)),
      tenants: section('Client companies, which see only their rows, by name.', {
        ...orNothing(forEditors(tenantOptions)),
      }),
      brand: { description: 'How the project is shown.', ...orNothing(forEditors(brandOptions)) },
      login: section('Providers by which people log in, by name.', forEditors(loginOptions)),
    },
    $defs: { built_in: forEditors(await builtInStep()) },
  }
}

function section(description: string, part: object): object {
  const pattern = `${namePattern}|^_caudal$`
  return { type: ['object', 'null'], description, propertyNames: { pattern }, additionalProperties: part }
}

/** `events:` with nothing behind it is a part without options. */
function orNothing(schema: object): object {
  return { ...schema, type: ['object', 'null'] }
}

/** The check refuses unknown keys, fills in defaults, and takes `${NAME}` for any value; the schema says so, too. */
function forEditors(declared: TSchema): Schema {
  const schema = declared as Schema
  const { properties, patternProperties, items, anyOf } = schema
  if (schema.type === 'object') {
    const required = schema.required?.filter((key) => properties?.[key]?.default === undefined)
    return {
      ...schema,
      ...(required && { required }),
      ...(properties && { properties: mapValues(properties, forEditors) }),
      ...(patternProperties && { patternProperties: mapValues(patternProperties, forEditors) }),
      additionalProperties: schema.additionalProperties ?? false,
    }
  }
  if (items) return { ...schema, items: forEditors(items) }
  if (anyOf?.some(({ type }) => type === 'object' || type === 'array'))
    return { ...schema, anyOf: anyOf.map(forEditors) }
  const takesAnyText = schema.type === 'string' && schema.pattern === undefined && schema.maxLength === undefined
  if (takesAnyText || schema.const !== undefined || (schema.type === undefined && !anyOf)) return schema
  const { description, default: standard, examples, ...asked } = schema
  const about = {
    ...(description !== undefined && { description }),
    ...(standard !== undefined && { default: standard }),
  }
  return { ...about, ...(examples && { examples }), anyOf: [...(anyOf ?? [asked]), variable] }
}

const variable: Schema = { type: 'string', pattern: '\\$\\{[A-Za-z_]\\w*\\}' }

function mapValues(
  schemas: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]))
}
