import { ActionIcon, Tabs } from '@mantine/core'
import { X } from 'lucide-react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { type LiveReport, sample_ms } from '../client/live.ts'
import { Card } from '../design/card.tsx'
import { TimeChart } from '../design/time-chart.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { formatRate, rateOf, seriesOf } from './figures.ts'
import type { RiverNode } from './graph.ts'
import { PartActions } from './part-actions.tsx'
import { PartDeclaration } from './part-declaration.tsx'
import { PartLog } from './part-log.tsx'
import classes from './part-panel.module.css'
import { PartRecords } from './part-records.tsx'
import { texts } from './texts.ts'

interface PartPanelProps {
  readonly node: RiverNode
  readonly project: ProjectReport
  readonly report: LiveReport
  readonly onClose: () => void
}

/** One part: what goes in and comes out, how it is declared, what it said, how fast it is. */
export function PartPanel({ node, project, report, onClose }: PartPanelProps) {
  const t = useMessages(texts)
  const { kind, name } = node
  return (
    <div className={classes.panel}>
      <Card className={classes.part} aria-label={name}>
        <header>
          <h2>{name}</h2>
          <span className={classes.kind}>{t.kind(kind)}</span>
          <PartActions node={node} report={report} />
          <ActionIcon onClick={onClose} aria-label={t.close} title={`${t.close} (Esc)`}>
            <X size={15} />
          </ActionIcon>
        </header>
        <Tabs defaultValue="records" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="records">{t.records}</Tabs.Tab>
            <Tabs.Tab value="declaration">{t.declaration}</Tabs.Tab>
            <Tabs.Tab value="log">{t.log}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="records">
            <PartRecords node={node} project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="declaration">
            <PartDeclaration node={node} />
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <PartLog node={node} />
          </Tabs.Panel>
        </Tabs>
      </Card>
      <Measures node={node} report={report} />
    </div>
  )
}

function Measures({ node, report }: { node: RiverNode; report: LiveReport }) {
  const t = useMessages(texts)
  const rates = seriesOf(node, report)
  const lags = report.series[`lag:${node.id}`]
  const until = Date.parse(report.time)
  const common = { until, step_ms: sample_ms }
  const minutes = t.minutes(Math.max(1, Math.round(((rates?.length ?? 0) * sample_ms) / 60_000)))
  const label = node.kind === 'endpoint' ? t.requests : t.rate
  return (
    <Card className={classes.measures} aria-label={t.rate}>
      {!rates && <p>{t.noMeasure}</p>}
      {rates && (
        <section>
          <h3>
            {label} <small>{minutes}</small>
          </h3>
          <TimeChart {...common} label={`${label}: ${formatRate(rateOf(rates))}`} values={rates} format={formatRate} />
        </section>
      )}
      {lags && (
        <section>
          <h3>{t.lag}</h3>
          <TimeChart
            {...common}
            label={`${t.lag}: ${formatNumber(lags.at(-1) ?? 0)}`}
            values={lags}
            format={(value) => formatNumber(value, 0)}
          />
        </section>
      )}
    </Card>
  )
}
