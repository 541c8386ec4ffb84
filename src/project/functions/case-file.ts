/** Cases of a function as `tests/*.yaml` has them, written from records. */
import { type JsonRecord, recordText } from '../../model/record.ts'

export interface WrittenCaseFile {
  readonly function: string
  readonly name: string
  readonly given: readonly JsonRecord[]
  /** Undefined for a function without `to`. */
  readonly gives: readonly unknown[] | undefined
  readonly rejects: readonly string[]
  readonly sends: Readonly<Record<string, readonly unknown[]>>
}

/** JSON is YAML: one record stands on one line. */
export function caseFileText({ function: name, name: title, given, gives, rejects, sends }: WrittenCaseFile): string {
  const sent = Object.entries(sends).filter(([, records]) => records.length > 0)
  return [
    `function: ${name}`,
    'cases:',
    `  - name: ${JSON.stringify(title)}`,
    ...listOf('    given', given),
    ...(gives === undefined ? [] : listOf('    gives', gives)),
    ...(rejects.length === 0 ? [] : listOf('    rejects', rejects)),
    ...(sent.length === 0
      ? []
      : ['    sends:', ...sent.flatMap(([stream, records]) => listOf(`      ${stream}`, records))]),
    '',
  ].join('\n')
}

function listOf(key: string, values: readonly unknown[]): string[] {
  if (values.length === 0) return [`${key}: []`]
  const indent = ' '.repeat(key.length - key.trimStart().length + 2)
  return [`${key}:`, ...values.map((value) => `${indent}- ${recordText(value as JsonRecord)}`)]
}
