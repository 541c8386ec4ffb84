import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import type { RejectedHolder } from '../../../src/model/rejected-report.ts'
import type { LiveReport } from '../client/live.ts'
import { Card } from '../design/card.tsx'
import { useMessages } from '../i18n/messages.ts'
import { colorsOf } from './colors.ts'
import { edgeRate, figureOf } from './figures.ts'
import type { River } from './graph.ts'
import { layoutOf } from './layout.ts'
import { PartCard } from './part-card.tsx'
import classes from './river-map.module.css'
import { texts } from './texts.ts'

interface RiverMapProps {
  readonly river: River
  readonly report: LiveReport
  readonly holders: readonly RejectedHolder[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

/** Sources on the left, answers on the right; the broader, the faster. */
export function RiverMap({ river, report, holders, chosen, onChoose }: RiverMapProps) {
  const t = useMessages(texts)
  const { ref, width } = useElementSize()
  const layout = useMemo(() => layoutOf(river, width), [river, width])
  const colors = useMemo(() => colorsOf(river), [river])
  return (
    <Card className={classes.map} aria-label={t.river}>
      <div ref={ref} className={classes.area} style={{ height: layout.height }}>
        {width > 0 && (
          <>
            <svg width={width} height={layout.height} aria-hidden="true">
              {layout.edges.map(({ edge, path }) => {
                const rate = edgeRate(edge, report)
                const breadth = breadthOf(rate)
                const color = edge.isRejected ? 'var(--warn)' : colors.get(edge.from)
                return (
                  <g key={`${edge.from} ${edge.to}`} stroke={color} data-flows={rate > 0 || undefined}>
                    <path d={path} strokeWidth={breadth} />
                    <path
                      d={path}
                      strokeWidth={Math.max(1.5, breadth / 3)}
                      style={{ animationDuration: paceOf(rate) }}
                    />
                  </g>
                )
              })}
            </svg>
            {layout.nodes.map(({ node, x, y }) => (
              <PartCard
                key={node.id}
                node={node}
                figure={figureOf(node, report, holders, t)}
                color={colors.get(node.id) ?? 'var(--accent)'}
                place={{ left: x, top: y, width: layout.nodeWidth }}
                isChosen={node.id === chosen}
                onChoose={() => onChoose(node.id)}
              />
            ))}
          </>
        )}
      </div>
    </Card>
  )
}

/** Ten times as fast is so much broader. */
function breadthOf(rate: number): number {
  return Math.min(18, 2 + 4 * Math.log10(1 + rate))
}

/** What is faster moves faster, within what is calm to look at. */
function paceOf(rate: number): string {
  return `${Math.max(0.5, 3 - Math.log10(1 + rate)).toFixed(1)}s`
}
