/** What may be typed next in a query: fields, values of a field with their counts, the words between conditions. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { formatCompact } from '../i18n/format.ts'
import { quoteField, quoteValue, wantedAt } from './kql-text.ts'

export interface KqlNames {
  readonly fields: readonly { readonly name: string; readonly type: string }[]
  /** The most frequent values of a field that begin so. */
  readonly valuesOf: (
    field: string,
    prefix: string,
    signal: AbortSignal,
  ) => Promise<readonly { readonly value: string; readonly count: number }[]>
}

export function kqlCompletion(names: () => KqlNames) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const wanted = wantedAt(context.state.sliceDoc(0, context.pos))
    if (!wanted) return null
    const { kind, from, typed } = wanted
    if (kind === 'operator') return { from, options: operators, validFor: /^\w*$/ }
    if (kind === 'field') {
      if (typed === '' && !context.explicit && context.pos > 0) return null
      return { from, options: [...names().fields.map(fieldOption), { label: 'not', apply: 'not ', type: 'keyword' }] }
    }
    const stop = new AbortController()
    context.addEventListener('abort', () => stop.abort(), { onDocChange: true })
    const values = await names()
      .valuesOf(wanted.field, typed, stop.signal)
      .catch(() => [])
    const options = values.map(({ value, count }) => ({
      label: value,
      apply: quoteValue(value),
      detail: formatCompact(count),
    }))
    return { from, options, filter: false }
  }
}

const operators: readonly Completion[] = ['and', 'or'].map((label) => ({ label, apply: `${label} `, type: 'keyword' }))

function fieldOption({ name, type }: { name: string; type: string }): Completion {
  const isOrdered = /^(BIGINT|DOUBLE|TIMESTAMP|DATE)/.test(type)
  return {
    label: name,
    apply: `${quoteField(name)}${isOrdered ? ' ' : ':'}`,
    detail: type.toLowerCase(),
    boost: name.startsWith('_') ? -1 : 0,
  }
}
