import { expect, test } from 'vitest'
import { expectationOf as expectationOfRule } from '../../src/model/rule.ts'
import { expectationOf, type Schema } from '../../src/project/expectation.ts'
import { projectSchema } from '../../src/project/schema.ts'
import { composedSentences } from '../../ui/src/i18n/spanish/composed.ts'
import { inSpanish, sentences } from '../../ui/src/i18n/spanish/sentences.ts'
import { formsOfServer, sentencesSaid } from '../support/said-sentences.ts'

/** Where what is said cannot reach a page of the browser, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  'cli/': 'printed in a terminal',
  'api/browser.ts': 'there is no browser to show it',
  'api/http/listening.ts': 'ends the start',
  'runtime/data-folder.ts': 'ends the start',
  'runtime/state.ts': 'ends the start',
  'runtime/connection.ts': 'ends the start',
  'datasets/lake/catalogue/open.ts': 'ends the start',
  'datasets/lake/damage/verify.ts': 'told by caudal verify',
  'streams/segment-log/verification.ts': 'told by caudal verify',
  'streams/segment-log/writer.ts': 'written into the log',
  'runtime/backup/': 'told by caudal backup and caudal restore',
  'runtime/recording/': 'told by caudal record',
  'project/templates.ts': 'told by caudal new',
  'project/functions/template.ts': 'told by caudal new',
  'api/endpoints/endpoint-document.ts': 'documentation in OpenAPI',
  'api/metrics/': 'documentation of measures for Prometheus',
  'project/schema.ts': 'documentation for editors',
  'project/dashboards/declaration.ts': 'documentation for editors',
  'project/dashboards/kind-options.ts': 'documentation for editors',
  'project/datasets/declaration.ts': 'documentation for editors',
  'project/endpoints/declaration.ts': 'documentation for editors',
  'project/functions/declaration.ts': 'documentation for editors',
  'project/login/declaration.ts': 'documentation for editors',
  'channels/wording.ts': 'words of notices, which channels send',
  'runtime/monitors/digest.ts': 'words of notices, which channels send',
  'runtime/monitors/monitor-notice.ts': 'words of notices, which channels send',
  'runtime/monitors/test-notice.ts': 'words of notices, which channels send',
  'runtime/reports/report-words.ts': 'words of reports, in the language of each',
  'simulators/': 'simulated records',
}

const isElsewhere = (file: string) => Object.keys(elsewhere).some((place) => file.startsWith(place))

test('every sentence of the server that a page can show is there in Spanish', () => {
  const said = sentencesSaid().filter(({ file }) => !isElsewhere(file))
  expect(said.length).toBeGreaterThan(1000)
  const lacking = said.filter(({ form }) => !Object.hasOwn(sentences, form))
  expect(lacking.map(({ file, form }) => `${file}: ${form}`)).toEqual([])
})

test('what is named as never shown is there, and says something', () => {
  const files = sentencesSaid().map(({ file }) => file)
  expect(Object.keys(elsewhere).filter((place) => !files.some((file) => file.startsWith(place)))).toEqual([])
})

test('every sentence of the server that is translated is one that it says', () => {
  const said = formsOfServer()
  const forms = Object.keys(sentences).filter((form) => !Object.hasOwn(composedSentences, form))
  expect(forms.filter((form) => !said.has(form))).toEqual([])
})

test('a translation names what differs, and only that', () => {
  const places = (form: string) => form.split('{}').length - 1
  const wrong = Object.entries(sentences).filter(([form, translation]) =>
    [...translation.matchAll(/\{(\d)=?\}/g)].some(([, place]) => Number(place) > places(form) || Number(place) < 1),
  )
  expect(wrong).toEqual([])
})

/** Words that only English has; names in quotes and what code has are neither. */
const english =
  /(?<![\w$"./{-])(the|of|or|with|is|are|it|that|than|from|and|not|an|expecting|there|names?|lists?|numbers?|whole)(?![\w"./}:-])/

test('no translation has kept English words', () => {
  const code =
    /"[^"]*"|\{[^}]*\}|`[^`]*`|\b(SELECT|WITH|PIVOT)\b.*$|\bexport default\b|\bwhere .*$|\bcon name\b|>= a and|[&*]name|[a-z_]+:.*$|<[^>]*>|caudal .*$/g
  const wrong = Object.values(sentences).filter((translation) => english.test(translation.replaceAll(code, ' ')))
  expect(wrong).toEqual([])
})

test('whatever an option of the project file takes is said in Spanish', async () => {
  const schemas: Schema[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('type' in value || 'anyOf' in value) schemas.push(value as Schema)
    for (const child of Object.values(value)) visit(child)
  }
  visit(await projectSchema())
  const expected = new Set(
    schemas.map(expectationOf).filter((text) => /\s/.test(text) && !text.includes('text of the form')),
  )
  expect(expected.size).toBeGreaterThan(20)
  const said = [...expected].map((text) => inSpanish(`cannot read x "1" of source "a": expecting ${text}`))
  expect(said.filter((text) => english.test(text))).toEqual([])
})

test('what rules expect of records is said in Spanish, with the field as it is called', () => {
  const field = 'time'
  const rules = [
    expectationOfRule({ kind: 'type', field, type: 'number' }),
    expectationOfRule({ kind: 'range', field, min: -5, max: 40 }),
    expectationOfRule({ kind: 'range', field, min: undefined, max: 40 }),
    expectationOfRule({ kind: 'range', field, min: -5, max: undefined }),
    expectationOfRule({ kind: 'in', field, values: ['high', 'very low'] }),
    expectationOfRule({ kind: 'pattern', field, pattern: 'P-[0-9]+' }),
    expectationOfRule({ kind: 'not_null', field }),
  ]
  expect(rules.map((rule) => inSpanish(`cannot store record: expecting ${rule}`).split('se espera ')[1])).toEqual([
    'time de tipo number',
    'time de -5 a 40',
    'time hasta 40',
    'time desde -5',
    'time entre high, very low',
    'time como P-[0-9]+',
    'un valor de time',
  ])
  expect(inSpanish(expectationOfRule({ kind: 'monotonic', field, by: 'place' }))).toBe('time que no baje en cada place')
  expect(inSpanish(expectationOfRule({ kind: 'unique', field }))).toBe('cada time una vez')
  expect(inSpanish(expectationOfRule({ kind: 'references', field, dataset: 'sensors', other: 'id' }))).toBe(
    'time entre id de sensors',
  )
  expect(inSpanish('up to 40')).toBe('hasta 40')
})

test('reasons and problems are said whole, their articles melted, and what others say is left alone', () => {
  expect(
    inSpanish('cannot read date "x" as a date: it is no date; cannot read mean "1,500" as a number: it is no number'),
  ).toBe(
    'no se puede leer date "x" como fecha: no es una fecha; no se puede leer mean "1,500" como número: no es un número',
  )
  expect(inSpanish('cannot read line as JSON: unexpected "}" at byte 12')).toBe(
    'no se puede leer la línea como JSON: "}" no se espera en el byte 12',
  )
  expect(inSpanish('cannot read format "xml" of dataset "a": expecting text or a list of text')).toBe(
    'no se puede leer format "xml" del conjunto de datos "a": se espera un texto o una lista de textos',
  )
  expect(inSpanish('Binder Error: Referenced column "x" not found, or of another kind')).toBe(
    'Binder Error: Referenced column "x" not found, or of another kind',
  )
})
