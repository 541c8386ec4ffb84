import { useMemo } from 'react'
import classes from './marked-text.module.css'

/** A text with the words of the query marked. */
export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  const pattern = useMemo(() => patternOf(words), [words])
  if (!pattern) return text
  return text.split(pattern).map((piece, i) =>
    i % 2 === 1 ? (
      <mark key={i} className={classes.mark}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}

function patternOf(words: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined
  const longest = words.toSorted((a, b) => b.length - a.length)
  return new RegExp(`(${longest.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu')
}
