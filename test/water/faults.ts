import type { Fault } from '../../examples/water/weekly/faults.ts'

/** The faults that the sentences of a reason tell of; the same code as the generator of the files and pandas have for them. */
export function faultsIn(reason: string): Fault[] {
  return reason.split('; ').flatMap((sentence): Fault[] => {
    if (sentence.startsWith('cannot read row: ')) return ['row truncated']
    const [, field] = /^cannot (?:find|read) (\w+)/.exec(sentence) ?? []
    if (field === undefined) return []
    return [`${field} ${kindOf(sentence)}` as Fault]
  })
}

function kindOf(sentence: string): string {
  if (sentence.startsWith('cannot find')) return 'missing'
  if (sentence.endsWith('there is no such day')) return 'impossible'
  return /expecting -?\d+ to \d+$/.test(sentence) ? 'out of range' : 'unreadable'
}
