import { Link } from '@tanstack/react-router'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import type { ViewReport } from '../../../src/model/view-report.ts'
import { useMe } from '../client/who.ts'
import { Chip } from '../design/chip.tsx'
import { formatAgo, formatBytes, formatCompact, formatNumber, formatPercent, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './dataset-table.module.css'
import { useScores } from './datasets.ts'
import { rejectedShare } from './figures.ts'
import { retentionText } from './retention.ts'
import { shareText } from './share-text.ts'
import { texts } from './texts.ts'
import { ViewChip } from './view-chip.tsx'

interface DatasetTableProps {
  readonly datasets: readonly DatasetDetail[]
  readonly views: readonly ViewReport[]
}

/** One line for each; what Caudal keeps of itself comes last. */
export function DatasetTable({ datasets, views }: DatasetTableProps) {
  const t = useMessages(texts)
  const scores = useScores()
  const isOwn = ({ name }: DatasetDetail) => Number(name.startsWith('_'))
  const isOfCompany = useMe()?.tenant !== undefined
  const rows = datasets.toSorted((a, b) => isOwn(a) - isOwn(b) || a.name.localeCompare(b.name))
  if (isOfCompany) return <NamedFields datasets={rows} />
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th data-number>{t.records}</th>
          <th data-number data-wide>
            {t.size}
          </th>
          <th>{t.newest}</th>
          <th data-number data-wide>
            {t.rejected}
          </th>
          <th data-number data-wide>
            {t.quality}
          </th>
          <th data-wide>{t.kept}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((dataset) => (
          <Row
            key={dataset.name}
            dataset={dataset}
            view={views.find(({ name }) => name === dataset.name)}
            score={scores.get(dataset.name)}
          />
        ))}
      </tbody>
    </table>
  )
}

/** What client companies are told of datasets: what is in them. */
function NamedFields({ datasets }: { datasets: readonly DatasetDetail[] }) {
  const t = useMessages(texts)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.fields}</th>
        </tr>
      </thead>
      <tbody>
        {datasets.map(({ name, columns, view }) => (
          <tr key={name}>
            <td>
              <span className={classes.name}>
                <Link to="/data/$name" params={{ name }}>
                  {name}
                </Link>
                {view && <Chip>{t.view}</Chip>}
              </span>
            </td>
            <td className={classes.fields}>
              {columns
                .map((column) => column.name)
                .filter((column) => !column.startsWith('_'))
                .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly dataset: DatasetDetail
  readonly view: ViewReport | undefined
  readonly score: number | undefined
}

function Row({ dataset, view, score }: RowProps) {
  const t = useMessages(texts)
  const { name, rows, bytes, index_bytes, until, remarks } = dataset
  const share = rejectedShare(dataset)
  return (
    <tr>
      <td>
        <span className={classes.name}>
          <Link to="/data/$name" params={{ name }}>
            {name}
          </Link>
          {view && <ViewChip state={view.state} />}
          {dataset.view && !view && <Chip>{t.view}</Chip>}
          {remarks && remarks.length > 0 && (
            <Link to="/data/$name" params={{ name }} className={classes.remarks}>
              <Chip tone="warn">{t.remarkCount(remarks.length)}</Chip>
            </Link>
          )}
        </span>
      </td>
      <td data-number title={rows === undefined ? undefined : formatNumber(rows)}>
        {rows === undefined ? '' : formatCompact(rows)}
      </td>
      <td data-number data-wide>
        {bytes === undefined ? '' : formatBytes(bytes + index_bytes)}
      </td>
      <td title={until === undefined ? undefined : formatTime(until)}>{until === undefined ? '' : formatAgo(until)}</td>
      <td data-number data-wide>
        {share === undefined ? (
          ''
        ) : share === 0 ? (
          formatPercent(0)
        ) : (
          <Link to="/rejected" search={{ in: name }} className={classes.warn}>
            {shareText(share)}
          </Link>
        )}
      </td>
      <td data-number data-wide data-tone={score !== undefined && score < 1 ? 'warn' : undefined}>
        {score === undefined ? '' : formatPercent(Math.floor(score * 100) / 100)}
      </td>
      <td data-wide>{retentionText(dataset, t)}</td>
    </tr>
  )
}
