/** The language and the time zone of the person at this browser: the browser's own, until they choose. */
import { Stored } from '../lib/stored.ts'

export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

/** `local` is the zone of the browser. */
export type ZoneChoice = 'local' | 'UTC'

const isLanguage = (text: string) => languages.some((language) => language === text)
const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) as Language | undefined

export const language = new Stored<Language>('language', preferred ?? 'en', isLanguage)
export const zone = new Stored<ZoneChoice>('zone', 'local', (text) => text === 'local' || text === 'UTC')

/** The locale for numbers and dates: the browser's regional variant of the chosen language where it has one. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language
}

export function timeZone(): string | undefined {
  return zone.value === 'UTC' ? 'UTC' : undefined
}
