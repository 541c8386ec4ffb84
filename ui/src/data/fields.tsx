import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import type { ColumnProfile } from '../../../src/model/quality-report.ts'
import { ask } from '../client/api.ts'
import { useMe } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { formatCompact, formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './fields.module.css'
import page from './page.module.css'
import { texts } from './texts.ts'
import { TopValues } from './top-values.tsx'

/** The columns, how they are filled, and what they hold; a field opens to its most frequent values. */
export function Fields({ dataset: { name, columns, rows } }: { dataset: DatasetDetail }) {
  const t = useMessages(texts)
  const isOfCompany = useMe()?.tenant !== undefined
  const [open, setOpen] = useState<string>()
  const { data: profile, isPending } = useQuery({
    queryKey: ['data', 'profile', name],
    queryFn: ({ signal }) => ask('GET /api/quality/{dataset}/profile', { path: { dataset: name }, signal }),
    staleTime: 60_000,
    enabled: !isOfCompany && rows > 0,
  })
  const isOwn = (column: string) => Number(column.startsWith('_'))
  return (
    <Card className={page.card} aria-label={t.fields}>
      <h2>
        {t.fieldCount(columns.length, formatNumber(columns.length))}{' '}
        <small>{isPending && !isOfCompany && rows > 0 ? t.counting : t.fieldsHint}</small>
      </h2>
      <table className={page.table}>
        <thead>
          <tr>
            <th>{t.field}</th>
            <th>{t.type}</th>
            <th>{t.filled}</th>
            <th data-number data-wide>
              {t.distinct}
            </th>
            <th data-wide>{t.least}</th>
            <th data-wide>{t.greatest}</th>
          </tr>
        </thead>
        <tbody>
          {columns
            .toSorted((a, b) => isOwn(a.name) - isOwn(b.name))
            .map(({ name: field, type, declared }) => {
              const isOpen = open === field
              const values = profile?.columns.find((each) => each.name === field)
              return [
                <tr key={field}>
                  <td>
                    <UnstyledButton
                      className={classes.field}
                      aria-expanded={isOpen}
                      onClick={() => setOpen(isOpen ? undefined : field)}
                    >
                      {isOpen ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
                      <code>{field}</code>
                    </UnstyledButton>
                  </td>
                  <td title={type} className={page.nowrap}>
                    {t.columnType(type)} {declared && <small>{t.declared}</small>}
                  </td>
                  <Measured values={values} />
                </tr>,
                isOpen && (
                  <tr key={`${field} values`}>
                    <td colSpan={6} className={classes.open}>
                      <TopValues dataset={name} field={field} />
                    </td>
                  </tr>
                ),
              ]
            })}
        </tbody>
      </table>
    </Card>
  )
}

function Measured({ values }: { values: ColumnProfile | undefined }) {
  const t = useMessages(texts)
  if (!values) {
    return (
      <>
        <td />
        <td data-wide />
        <td data-wide />
        <td data-wide />
      </>
    )
  }
  const all = values.values + values.nulls
  const share = all === 0 ? 0 : values.values / all
  return (
    <>
      <td title={t.nulls(values.nulls, formatNumber(values.nulls))}>
        <span className={classes.share}>
          <span style={{ width: `${share * 100}%` }} />
        </span>
        {formatPercent(share < 1 ? Math.floor(share * 100) / 100 : 1)}
      </td>
      <td data-number data-wide title={formatNumber(values.distinct)}>
        {formatCompact(values.distinct)}
      </td>
      <td data-wide className={classes.extreme} title={values.min ?? ''}>
        {values.min}
      </td>
      <td data-wide className={classes.extreme} title={values.max ?? ''}>
        {values.max}
      </td>
    </>
  )
}
