import { expect, test } from 'vitest'
import type { Schema } from '../../src/project/expectation.ts'
import { projectSchema } from '../../src/project/schema.ts'
import { partSections } from '../../src/project/sections.ts'
import { help as spanish } from '../../ui/src/i18n/spanish/help.ts'

/** What the browser shows of declarations: what a kind is, and what each option of a part or of a kind is. */
async function helpShown(): Promise<Set<string>> {
  const { properties = {} } = (await projectSchema()) as Schema
  const parts = partSections.map((section) => properties[section]?.additionalProperties as Schema)
  const kinds = parts.flatMap((part) => [part, ...(part.anyOf ?? [])])
  const all = kinds.flatMap((kind) => [kind, ...Object.values(kind.properties ?? {})])
  return new Set(all.flatMap(({ description }) => description ?? []))
}

test('what the browser explains of sources, functions, datasets and all other parts is there in Spanish', async () => {
  const shown = await helpShown()
  expect(shown.size).toBeGreaterThan(120)
  expect([...shown].filter((text) => !Object.hasOwn(spanish, text))).toEqual([])
})

test('no Spanish explanation is of something that is not declared any more', async () => {
  const shown = await helpShown()
  expect(Object.keys(spanish).filter((text) => !shown.has(text))).toEqual([])
})

test('code in an explanation stays as it is in Spanish', () => {
  const names = (text: string) => [...text.matchAll(/`([\w$@./:|]+)`/g)].map(([, name]) => name).sort()
  for (const [english, translation] of Object.entries(spanish))
    expect(names(translation), english).toEqual(names(english))
})
