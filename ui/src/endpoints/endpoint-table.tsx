import { Link } from '@tanstack/react-router'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import classes from '../design/table.module.css'
import { formatElapsed, formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { failuresOf } from './figures.ts'
import { texts } from './texts.ts'

/** All endpoints with how they fare; the names lead to one. */
export function EndpointTable({ endpoints }: { endpoints: readonly EndpointDetail[] }) {
  const t = useMessages(texts)
  return (
    <Card>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t.path}</th>
            <th data-number="">{t.requests}</th>
            <th data-number="">{t.errors}</th>
            <th data-number="" data-wide="">
              {t.limited}
            </th>
            <th data-number="" data-wide="">
              {t.half}
            </th>
            <th data-number="">{t.most}</th>
            <th data-number="" data-wide="">
              {t.memory}
            </th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <Row key={endpoint.name} endpoint={endpoint} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Row({ endpoint }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
  const { name, summary, usage } = endpoint
  const { requests, limited, p50_ms, p99_ms, from_memory } = usage
  const failures = failuresOf(usage)
  return (
    <tr>
      <th scope="row">
        <Link to="/endpoints" search={{ name }}>
          {name}
        </Link>{' '}
        {endpoint.public && <Chip>{t.isPublic}</Chip>}
        {summary && <small>{summary}</small>}
      </th>
      <td data-number="">{formatNumber(requests)}</td>
      <td data-number="" data-bad={failures > 0}>
        {formatNumber(failures)}
      </td>
      <td data-number="" data-wide="">
        {formatNumber(limited)}
      </td>
      <td data-number="" data-wide="">
        {requests > 0 ? formatElapsed(p50_ms) : '–'}
      </td>
      <td data-number="">{requests > 0 ? formatElapsed(p99_ms) : '–'}</td>
      <td data-number="" data-wide="">
        {requests > 0 ? formatPercent(from_memory / requests) : '–'}
      </td>
    </tr>
  )
}
