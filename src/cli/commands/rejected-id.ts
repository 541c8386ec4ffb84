/** How a rejected record is named on the command line: `<dataset>:<offset>`; the dataset alone means all of its open ones. */
import { UserError } from '../../lib/errors.ts'

interface RejectedName {
  readonly dataset: string
  readonly offset: number | undefined
}

function parseRejectedName(text: string): RejectedName {
  const [, dataset, offset] = /^([^:]+)(?::(\d{1,16}))?$/.exec(text) ?? []
  if (dataset !== undefined) return { dataset, offset: offset === undefined ? undefined : Number(offset) }
  throw notNamed(text)
}

/** One record. */
export function parseRejectedId(text: string): { dataset: string; offset: number } {
  const { dataset, offset } = parseRejectedName(text)
  if (offset === undefined) throw notNamed(text)
  return { dataset, offset }
}

/** Several records, or all of a dataset, as the API takes them: all must be of one dataset. */
export function choiceOf(texts: readonly string[]): { dataset: string; offsets?: number[] } {
  const names = texts.map(parseRejectedName)
  const [first] = names
  if (!first) throw new UserError('invalid', 'cannot tell which records are meant: expecting their names', { hint })
  if (names.some(({ dataset }) => dataset !== first.dataset)) {
    throw new UserError('invalid', 'cannot take records of several datasets at once', {
      hint: 'Name those of one dataset.',
    })
  }
  const offsets = names.map(({ offset }) => offset).filter((offset) => offset !== undefined)
  if (offsets.length === 0) return { dataset: first.dataset }
  if (offsets.length < names.length) throw notNamed(texts.find((text) => !text.includes(':'))!)
  return { dataset: first.dataset, offsets }
}

export function pathOf(dataset: string): string {
  return `/api/rejected/${encodeURIComponent(dataset)}`
}

const hint = 'See their names with caudal rejected <dataset>; they are like events_rejected:12.'

function notNamed(text: string): UserError {
  return new UserError('invalid', `cannot find rejected record "${text}": expecting <dataset>:<offset>`, { hint })
}
