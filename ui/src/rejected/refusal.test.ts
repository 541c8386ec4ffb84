import { expect, it } from 'vitest'
import type { RuleScore } from '../../../src/model/quality-report.ts'
import type { Condition } from '../../../src/model/rule.ts'
import type { Field } from './fields.ts'
import { refusalOf } from './refusal.ts'

const amount: Field = { name: 'order.amount', path: ['order', 'amount'], type: 'DOUBLE', value: '49 euros' }

function rule(condition: Condition, expects: string, severity: 'reject' | 'warn' = 'reject'): RuleScore {
  return { rule: expects, severity, expects, condition, checked: 1, failed: 1 }
}

it.each<[Condition, string, readonly unknown[], readonly unknown[]]>([
  [{ kind: 'type', field: 'order.amount', type: 'number' }, 'of type number', ['49 euros', true], [49, '49.5', null]],
  [{ kind: 'type', field: 'order.amount', type: 'integer' }, 'of type integer', [1.5, 'x'], [1, '-2']],
  [{ kind: 'type', field: 'order.amount', type: 'date' }, 'of type date', ['12/03', '2024-13-40'], ['2024-03-12']],
  [{ kind: 'in', field: 'order.amount', values: ['a', 7] }, 'one of a, 7', ['b'], ['a', 7, undefined]],
  [{ kind: 'range', field: 'order.amount', min: 0, max: 20 }, 'from 0 to 20', [-0.1, 21, 'x'], [0, '20', null]],
  [
    { kind: 'range', field: 'order.amount', min: '2024-01-01', max: undefined },
    'from 2024',
    ['2023-12-31', 'x'],
    ['2024-02-01'],
  ],
  [{ kind: 'pattern', field: 'order.amount', pattern: 'P-[0-9]{2}' }, 'like P-[0-9]{2}', ['P-1', 'xP-01'], ['P-01']],
  [{ kind: 'not_null', field: 'order.amount' }, 'a value', [null, undefined, ''], [0, 'x']],
])('a corrected field is judged by the rule %j', (condition, words, wrong, right) => {
  const expected = { rules: [rule(condition, `order.amount ${words}`)], reason: null }
  for (const value of wrong) expect([value, refusalOf(amount, value, expected)]).toEqual([value, words])
  for (const value of right) expect([value, refusalOf(amount, value, expected)]).toEqual([value, undefined])
})

it('a rule that only warns, or that is of another field or not known here, refuses nothing', () => {
  const type = { kind: 'type', field: 'order.amount', type: 'number' } as const
  const rules = [
    rule(type, 'order.amount of type number', 'warn'),
    rule({ ...type, field: 'other' }, 'other of type number'),
    rule({ kind: 'sql', sql: 'a < b' }, 'a < b'),
    rule({ kind: 'pattern', field: 'order.amount', pattern: '(?i)x' }, 'order.amount like (?i)x'),
  ]
  expect(refusalOf(amount, '49 euros', { rules, reason: null })).toBeUndefined()
})

it('without rules what the reason says is expected', () => {
  const reason = 'cannot read sd "-0.1": expecting 0 to 20; cannot read order.amount "49 euros": expecting a price'
  const sd: Field = { name: 'sd', path: ['sd'], value: '-0.1' }
  expect(refusalOf(sd, '-0.2', { rules: [], reason })).toBe('0 to 20')
  expect(refusalOf(sd, '0.2', { rules: [], reason })).toBeUndefined()
  expect(refusalOf(amount, '48 euros', { rules: [], reason })).toBe('of type number')
})
