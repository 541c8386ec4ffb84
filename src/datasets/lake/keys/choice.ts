/** Which records of a chunk become rows, and which earlier rows they take the place of. Pure: what was stored is asked for. */
import { partitionOf } from '../../../model/offset.ts'
import type { Entry } from './key-run.ts'

/** A record with a key. */
export interface KeyedLine extends Entry {
  /** Its place in the chunk. */
  readonly line: number
  readonly id: string
}

/** A record that becomes a row. */
export interface Chosen extends Entry {
  readonly line: number
  /** The row that goes when this one comes. */
  readonly replaces: number | undefined
}

export interface Choice {
  readonly chosen: ReadonlyMap<string, Chosen>
  /** The lines that become none, in no order. */
  readonly dropped: readonly number[]
}

export interface ChoiceRules {
  readonly keep: 'first' | 'last'
  /** In seconds. */
  readonly within: number
  /** What is filled again comes after what came after it. */
  readonly isRefill: boolean
  readonly find: (id: string) => Entry | undefined
}

export function choose(lines: Iterable<KeyedLine>, rules: ChoiceRules): Choice {
  return rules.keep === 'first' ? chooseFirst(lines, rules) : chooseLast(lines, rules)
}

function chooseFirst(lines: Iterable<KeyedLine>, { within, isRefill, find }: ChoiceRules): Choice {
  const chosen = new Map<string, Chosen>()
  const dropped: number[] = []
  for (const { id, line, offset, seconds } of lines) {
    const before = chosen.get(id) ?? find(id)
    // What is filled again may itself be the one that was first.
    const isOther = before && (isRefill ? before.offset < offset : before.offset !== offset)
    if (isOther && seconds - before.seconds < within) dropped.push(line)
    else if (!before || before.seconds <= seconds) chosen.set(id, { offset, seconds, line, replaces: undefined })
  }
  return { chosen, dropped }
}

function chooseLast(lines: Iterable<KeyedLine>, { within, isRefill, find }: ChoiceRules): Choice {
  const chosen = new Map<string, Chosen>()
  const dropped: number[] = []
  for (const { id, line, offset, seconds } of lines) {
    const own = chosen.get(id)
    const before = own ?? find(id)
    const isNear = before !== undefined && Math.abs(seconds - before.seconds) < within
    if (isRefill && before && isLater(before, { offset, seconds })) {
      if (isNear) dropped.push(line)
      continue
    }
    if (own && isNear) dropped.push(own.line)
    const replaces = own
      ? isNear
        ? own.replaces
        : undefined
      : isNear && before.offset !== offset
        ? before.offset
        : undefined
    chosen.set(id, { offset, seconds, line, replaces })
  }
  return { chosen, dropped }
}

/** Within a partition offsets tell, between partitions the times. */
function isLater(one: Entry, other: Entry): boolean {
  if (partitionOf(one.offset) === partitionOf(other.offset)) return one.offset > other.offset
  return one.seconds > other.seconds
}
