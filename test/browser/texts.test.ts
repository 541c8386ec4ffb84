import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../ui/src')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

function nodesOf(file: string): Node[] {
  const { program, errors } = parseSync(file, readFileSync(join(folder, file), 'utf8'))
  expect(errors, file).toEqual([])
  const found: Node[] = []
  const visit = (value: unknown) => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    if ('type' in value) found.push(value as Node)
    for (const child of Object.values(value)) visit(child)
  }
  visit(program)
  return found
}

/** Attributes whose text somebody reads or hears. */
const spoken = /^(aria-label|aria-description|title|alt|placeholder|label|description)$/

test('no text for people stands in the code: it is in the catalogue of the feature, in every language', () => {
  const wrong: string[] = []
  for (const file of files.filter((file) => file.endsWith('.tsx'))) {
    for (const node of nodesOf(file)) {
      if (node.type === 'JSXText' && /\p{L}{2}/u.test(String(node.value)))
        wrong.push(`${file}: ${String(node.value).trim()}`)
      if (node.type !== 'JSXAttribute') continue
      const { name, value } = node as unknown as {
        name: { name: unknown }
        value: { type: string; value: unknown } | null
      }
      const isText = value?.type === 'Literal' && /\p{L}{2}/u.test(String(value.value))
      if (isText && spoken.test(String(name.name))) wrong.push(`${file}: ${name.name}="${value.value}"`)
    }
  }
  expect(wrong).toEqual([])
})

/** What is written the same in both languages. */
const same = new Set([
  'Variables',
  'KQL',
  'SQL',
  'JSON',
  'CSV',
  'Parquet',
  'UTC',
  'ID',
  'Error',
  'Total',
  'Local',
  'Endpoints',
  'ok',
  'OpenAPI',
  'p50',
  'p99',
])

test('every text is in every language, and translated', () => {
  const wrong: string[] = []
  let count = 0
  for (const file of files) {
    for (const node of nodesOf(file)) {
      const { callee, arguments: given } = node as unknown as { callee?: { name?: string }; arguments?: Node[] }
      if (node.type !== 'CallExpression' || callee?.name !== 'defineMessages') continue
      const [en = [], es = []] = (given![0]!.properties as { key: { name: string }; value: Node }[]).map(({ value }) =>
        (value.properties as { key: { name?: string; value?: string }; value: Node }[]).map(
          ({ key, value }) => [key.name ?? key.value, value] as const,
        ),
      )
      expect(es.map(([key]) => key).sort(), file).toEqual(en.map(([key]) => key).sort())
      const spanish = new Map(es)
      for (const [key, value] of en) {
        count++
        const other = spanish.get(key)
        if (
          value.type === 'Literal' &&
          other?.type === 'Literal' &&
          value.value === other.value &&
          !same.has(String(value.value))
        )
          wrong.push(`${file}: ${key} is "${value.value}" in both`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(40)
})
