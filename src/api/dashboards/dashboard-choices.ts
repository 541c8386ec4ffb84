/** What is chosen in a dashboard, as requests have it. Checked by hand: a union would take texts and null for one another. */
import { Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { DashboardFilter, VariableValue } from '../../model/dashboard.ts'

export function dashboardFilters(description: string) {
  return Type.Array(
    Type.Object(
      {
        field: Type.String({ minLength: 1, maxLength: 500 }),
        value: Type.Unknown({ description: 'A text, or null for none.' }),
        not: Type.Optional(Type.Boolean({ description: 'It is not to be this one.' })),
      },
      { additionalProperties: false },
    ),
    { default: [], maxItems: 50, description },
  )
}

export function filtersOf(
  filters: readonly { readonly field: string; readonly value: unknown; readonly not?: boolean }[],
): DashboardFilter[] {
  return filters.map(({ field, value, not }) => {
    if (value === null || typeof value === 'string') return { field, value, ...(not ? { not } : {}) }
    throw new UserError('invalid', `cannot read filter of "${field}": expecting a text or null`, {
      hint: 'Write it like { "field": "service", "value": "web" }.',
    })
  })
}

export function choicesOf(variables: Readonly<Record<string, unknown>>): Record<string, VariableValue> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, choiceOf(name, value)]))
}

function choiceOf(name: string, value: unknown): VariableValue {
  const isText = (one: unknown) => typeof one === 'string'
  if (value === null || isText(value) || (Array.isArray(value) && value.every(isText))) return value as VariableValue
  throw new UserError('invalid', `cannot read variable "${name}": expecting text, a list of texts, or null`, {
    hint: 'Write it like { "service": ["web"] }.',
  })
}
