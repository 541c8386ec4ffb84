import { useQuery } from '@tanstack/react-query'
import type { Routes } from '../client/api.gen.ts'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './difference.module.css'
import { texts } from './texts.ts'

type Line = Routes['GET /api/functions/{function}/difference']['answer']['lines'][number]

/** Lines around a change that are shown as they are. */
const around = 3

/** Two versions as one text: what is gone, what has come, and what stands around it. */
export function Difference({ function: name, before, after }: { function: string; before: string; after: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['functions', name, 'difference', before, after],
    queryFn: () =>
      ask('GET /api/functions/{function}/difference', { path: { function: name }, query: { before, after } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  const changed = data.lines.filter(({ sign }) => sign !== ' ').length
  const label = t.difference(before, after)
  if (changed === 0) return <p>{t.sameSource}</p>
  return (
    <pre className={classes.difference} tabIndex={0} role="region" aria-label={label}>
      {piecesOf(data.lines).map((piece) =>
        'left' in piece ? (
          <span key={`left ${piece.at}`} data-sign="left">
            {t.sameLines(piece.left, formatNumber(piece.left))}
          </span>
        ) : (
          <span key={`line ${piece.at}`} data-sign={piece.sign}>
            {piece.sign}
            {piece.line}
          </span>
        ),
      )}
    </pre>
  )
}

type Piece = { readonly at: number } & (Line | { readonly left: number })

/** Long stretches that are the same are left out. */
function piecesOf(lines: readonly Line[]): Piece[] {
  const isNear = (at: number) => lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' ')
  const pieces: Piece[] = []
  for (const [at, line] of lines.entries()) {
    if (isNear(at)) {
      pieces.push({ at, ...line })
      continue
    }
    const last = pieces.at(-1)
    if (last && 'left' in last) pieces[pieces.length - 1] = { at: last.at, left: last.left + 1 }
    else pieces.push({ at, left: 1 })
  }
  return pieces
}
