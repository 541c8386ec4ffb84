import { Link } from '@tanstack/react-router'
import type { FunctionReport } from '../../../src/model/status-report.ts'
import { Card } from '../design/card.tsx'
import classes from '../design/table.module.css'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { StateChip } from './state-chip.tsx'
import { texts } from './texts.ts'

export type NamedReport = FunctionReport & { readonly name: string }

/** All functions with how they fare; the names lead to one. */
export function FunctionTable({ functions }: { functions: readonly NamedReport[] }) {
  const t = useMessages(texts)
  return (
    <Card>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t.name}</th>
            <th data-number="">{t.invocations}</th>
            <th data-number="">{t.errors}</th>
            <th data-number="">{t.lag}</th>
            <th data-number="" data-wide="">
              {t.each}
            </th>
            <th data-number="" data-wide="">
              {t.workers}
            </th>
            <th data-number="" data-wide="">
              {t.coldStarts}
            </th>
          </tr>
        </thead>
        <tbody>
          {functions.map((report) => (
            <Row key={report.name} report={report} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Row({ report }: { report: NamedReport }) {
  const {
    name,
    on,
    trigger = on,
    state,
    invocations,
    errors,
    lag_records,
    invocation_ms,
    workers,
    cold_starts,
  } = report
  return (
    <tr>
      <th scope="row">
        <Link to="/functions" search={{ name }}>
          {name}
        </Link>{' '}
        <StateChip state={state} />
        <small>{trigger}</small>
      </th>
      <td data-number="">{formatNumber(invocations)}</td>
      <td data-number="" data-bad={errors > 0}>
        {formatNumber(errors)}
      </td>
      <td data-number="">{formatNumber(lag_records)}</td>
      <td data-number="" data-wide="">
        {invocations > 0 ? formatElapsed(invocation_ms) : '–'}
      </td>
      <td data-number="" data-wide="">
        {formatNumber(workers)}
      </td>
      <td data-number="" data-wide="">
        {formatNumber(cold_starts)}
      </td>
    </tr>
  )
}
