import { UserError } from '../../lib/errors.ts'

/** `place P-04, file week-12.csv`; nothing for a monitor without groups. */
export function groupText(group: Readonly<Record<string, string>>): string {
  return Object.entries(group)
    .map(([column, value]) => `${column} ${value === '' ? '(none)' : value}`)
    .join(', ')
}

/** The option `--group column=value`, which may be given several times. */
export const groupOption = {
  type: 'string',
  value: 'column=value',
  multiple: true,
  summary: 'Only groups with this value; all by default.',
} as const

export function parseGroup(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
      throw new UserError('invalid', `cannot read group "${pair}": expecting column=value`, {
        hint: 'Write it like --group place=P-04',
      })
    }),
  )
}
