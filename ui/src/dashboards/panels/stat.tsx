import { type CSSProperties, useMemo } from 'react'
import { Sparkline } from '../../design/sparkline.tsx'
import { language } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { reduce } from '../../lib/frame.ts'
import { numberText, toneOf } from '../number-text.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { numberIn } from './single-number.ts'
import classes from './stat.module.css'
import { texts } from './texts.ts'

/** One number, large, with how it went. */
function StatPanel({ panel, answer, range, before }: PanelProps) {
  language.use()
  const t = useMessages(texts)
  const { value, series } = useMemo(() => numberIn(answer, panel, range), [answer, panel, range])
  const { number, unit } = numberText(value, panel)
  const tone = toneOf(value, panel.thresholds)
  const color = tone === 'plain' ? 'var(--s1)' : `var(--${tone})`
  const values = series?.points.map(([, one]) => one) ?? []
  const isMoving = values.length > 1 && panel.value === undefined
  const earlier = useMemo(() => before && numberIn(before.answer, panel, before.range).value, [before, panel])
  const change = before
    ? changeOf(value, earlier ?? null)
    : isMoving
      ? changeOf(value, reduce(values.slice(0, -1), 'mean'))
      : undefined
  return (
    <div className={classes.stat}>
      <div className={classes.number} data-tone={tone}>
        <b>{number}</b>
        {unit !== '' && <span>{unit}</span>}
      </div>
      {change !== undefined && (
        <span className={classes.change} title={before ? t.ofBeforeHint : t.ofMeanHint}>
          {change}
          <small>{before ? t.ofBefore : t.ofMean}</small>
        </span>
      )}
      <div className={classes.spark} style={{ '--line-color': color } as CSSProperties}>
        <Sparkline values={values} ground="least" />
      </div>
    </div>
  )
}

/** Against the mean of before; what is less than a hundredth is none. */
function changeOf(value: number | null, mean: number | null): string | undefined {
  if (value === null || mean === null || mean === 0) return undefined
  const percent = ((value - mean) / Math.abs(mean)) * 100
  if (Math.abs(percent) < 1 || Math.abs(percent) > 999) return undefined
  const { number } = numberText(Math.abs(percent), { decimals: 0 })
  return `${percent > 0 ? '+' : '−'}${number}\u202f%`
}

export default definePanel({ View: StatPanel })
