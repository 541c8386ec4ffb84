/** What every built-in function promises; each one's own test calls `testFunction` and adds what is peculiar to it. */
import * as Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { parseJson, recordText } from '../model/record.ts'
import { parseCondition } from '../query/condition.ts'
import { Chain, type ChainResult } from '../runtime/functions/worker/chain.ts'
import type { FunctionCase, FunctionDeclaration, FunctionHost, FunctionState, JsonRecord } from './function.ts'
import { createMemoryState } from './memory-state.fixture.ts'

/** A function and its options in a chain of their own. */
export function openAlone(declared: unknown, options: object, more: Partial<FunctionHost> = {}): Chain {
  const declaration = declared as FunctionDeclaration
  return new Chain([{ declaration, options: completeOptions(declaration, options) }], createHost(more))
}

/** What the runtime would hand in; what a test has not foreseen fails it. */
export function createHost(more: Partial<FunctionHost> = {}): FunctionHost {
  return {
    state: createMemoryState(),
    now: () => Date.UTC(2026, 0, 1),
    matches: (condition) => parseCondition(condition, []),
    table() {
      throw new Error('there is no table')
    },
    ...more,
  }
}

/** Records as NDJSON. */
export function bytesOf(records: readonly JsonRecord[]): Buffer {
  return Buffer.from(records.map((record) => `${recordText(record)}\n`).join(''))
}

/** NDJSON as records. */
export function recordsOf({ bytes }: { readonly bytes: Uint8Array }): unknown[] {
  const lines = Buffer.from(bytes).toString().split('\n')
  return lines.filter((line) => line !== '').map((line) => parseJson(line))
}

export function testFunction(declared: unknown): void {
  const declaration = declared as FunctionDeclaration

  describe('its declaration', () => {
    it('says in a sentence what it and each option is', () => {
      expect(declaration.summary).toMatch(/^[A-Z].*\.$/)
      expectSentences(declaration.options)
    })

    it('has one of the three forms', () => {
      const { pick, each, run } = declaration
      expect(Number(pick !== undefined || each !== undefined) + Number(run !== undefined)).toBe(1)
    })

    it('has a case', () => {
      expect(declaration.cases.length).toBeGreaterThan(0)
    })
  })

  describe.each(declaration.cases.map((example) => [titleOf(example), example] as const))('%s', (_, example) => {
    const chain = (host = hostOf(declaration, example)) => openAlone(declaration, example.options, host)

    it('gives what it says, and accounts for the rest', () => {
      expect(outcomeOf([chain().process(bytesOf(example.given))])).toEqual(expectedOf(example))
    })

    it('gives the same record by record, started again for each', () => {
      const host = hostOf(declaration, example)
      const results = example.given.map((record) => chain(host).process(bytesOf([record])))
      expect(outcomeOf(results)).toEqual(expectedOf(example))
    })

    it('says why it rejects a record, in a sentence', () => {
      for (const reason of example.rejects ?? []) expect(reason).toMatch(/^cannot .*[^.]$/)
    })

    it('changes no record in place', () => {
      const options = completeOptions(declaration, example.options)
      const nothing = () => undefined
      const tellings = { reject: nothing, drop: nothing, dropLate: nothing, duplicate: nothing, send: nothing }
      const context = { ...hostOf(declaration, example), ...tellings }
      const frozen = example.given.map(freeze)
      const each = declaration.each?.(options, context)
      for (const record of frozen) each?.(record)
      for (const record of declaration.run?.(options, frozen, context) ?? []) recordText(record)
    })

    // What `run` gives may be other records than it was given.
    if (declaration.run) return
    it('keeps what it has nothing to do with, whatever it is called', () => {
      const strange = parseJson('{"__proto__":1,"constructor":"x","long":12345678901234567890}') as JsonRecord
      const added = (records: readonly JsonRecord[] = []) => records.map((record) => ({ ...strange, ...record }))
      const { bytes } = chain().process(bytesOf(added(example.given)))
      expect(Buffer.from(bytes).toString()).toBe(bytesOf(added(example.gives)).toString())
    })
  })
}

/** What became of the records of several batches. */
function outcomeOf(results: readonly ChainResult[]) {
  const sum = (count: (result: ChainResult) => number) => results.reduce((total, result) => total + count(result), 0)
  const sent: Record<string, unknown[]> = {}
  for (const result of results)
    for (const [name, batch] of result.sent) sent[name] = [...(sent[name] ?? []), ...recordsOf(batch)]
  return {
    gives: results.flatMap(recordsOf),
    sends: sent,
    rejects: results.flatMap(({ rejected }) => rejected.map(({ reason }) => reason)),
    dropped: sum(({ dropped }) => dropped),
    late_dropped: sum(({ late_dropped }) => late_dropped),
    duplicate: sum(({ duplicate }) => duplicate),
  }
}

function expectedOf({ gives, sends = {}, rejects = [], dropped = 0, late_dropped = 0, duplicate = 0 }: FunctionCase) {
  return { gives, sends, rejects, dropped, late_dropped, duplicate }
}

/** What it needs is what it declared: anything else fails. */
function hostOf(declaration: FunctionDeclaration, { options, table }: FunctionCase): FunctionHost {
  const needs = declaration.needs?.(completeOptions(declaration, options)) ?? {}
  return createHost({
    state: needs.state ? createMemoryState() : noState,
    matches(condition) {
      expect(needs.conditions).toContain(condition)
      return parseCondition(condition, [])
    },
    table(source) {
      expect(needs.tables).toContainEqual(source)
      return table ?? []
    },
  })
}

/** Any use of it throws. */
const noState = {} as FunctionState

function freeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner)
  return Object.freeze(value)
}

function expectSentences(schema: unknown): void {
  const { properties } = schema as { properties?: Record<string, { description?: string; anyOf?: unknown[] }> }
  for (const [name, option] of Object.entries(properties ?? {})) {
    expect(option.description, name).toMatch(/^[A-Z`].*\.$/s)
    expectSentences(option)
  }
}

function titleOf({ options, given }: FunctionCase): string {
  return `with ${JSON.stringify(options)}, given ${given.map(recordText).join(' ')}`.replaceAll('%', '%%')
}

function completeOptions(declaration: FunctionDeclaration, options: object): Record<string, unknown> {
  const complete = Value.Default(declaration.options, structuredClone(options))
  const [mistake] = Value.Errors(declaration.options, complete)
  if (mistake) throw new Error(`${mistake.instancePath} ${mistake.message}`)
  return complete as Record<string, unknown>
}
