import { ActionIcon, Loader, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Minus } from 'lucide-react'
import { useState } from 'react'
import type { Pattern, PatternsReport } from '../../../src/model/patterns-report.ts'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ask } from '../client/api.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { Sparkline } from '../design/sparkline.tsx'
import { formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { withCondition } from '../query/kql-text.ts'
import { type Asked, bodyOf } from './hits.ts'
import { NoRecords } from './no-records.tsx'
import classes from './pattern-list.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** However often the records are asked for, their patterns are not asked for again within this time. */
const steady_ms = 10_000

/** What the messages that were found have in common: templates with how many fit them, and when. A click asks for those of one. */
export function PatternList({ searched, asked }: { searched: readonly DatasetInfo[]; asked: Asked }) {
  const t = useMessages(texts)
  const [chosen, setChosen] = useState<string>()
  const fields = [...new Set(searched.flatMap(({ columns }) => columns.filter(isText).map(({ name }) => name)))]
  const field = chosen !== undefined && fields.includes(chosen) ? chosen : undefined
  const { data, error, isPlaceholderData } = usePatterns(asked, field)
  return (
    <>
      <div className={classes.head}>
        <span>{data && summaryOf(data, t)}</span>
        <Select
          aria-label={t.patternField}
          data={fields}
          value={field ?? data?.field ?? null}
          placeholder={t.patternField}
          searchable
          onChange={(value) => setChosen(value ?? undefined)}
        />
      </div>
      {error ? (
        <Problem error={error} />
      ) : !data ? (
        <Loader size="sm" m="md" />
      ) : data.records === 0 ? (
        fields.length > 0 && data.field ? (
          <NoMessages searched={searched} field={data.field} asked={asked} />
        ) : null
      ) : (
        <ol className={classes.list} aria-label={t.patterns} data-old={isPlaceholderData || undefined}>
          {data.patterns.map((pattern) => (
            <PatternItem key={pattern.template} pattern={pattern} records={data.records} />
          ))}
          {data.others > 0 && <li className={classes.others}>{t.patternOthers(formatNumber(data.others))}</li>}
        </ol>
      )}
    </>
  )
}

function PatternItem({ pattern, records }: { pattern: Pattern; records: number }) {
  const t = useMessages(texts)
  const [{ q }, change] = useExploreState()
  const { template, count, counts, example, kql } = pattern
  return (
    <li className={classes.pattern}>
      <span className={classes.count} title={formatPercent(count / records)}>
        {formatNumber(count)}
      </span>
      <span className={classes.line}>
        <Sparkline values={counts} />
      </span>
      <button
        type="button"
        title={example}
        aria-label={t.filterFor(template)}
        onClick={() => change({ q: withCondition(q, kql, true), view: 'records', record: '' })}
      >
        <Template text={template} />
      </button>
      <ActionIcon
        size={24}
        onClick={() => change({ q: withCondition(q, kql, false), record: '' })}
        aria-label={t.filterOut(template)}
        title={t.filterOut(template)}
      >
        <Minus size={14} />
      </ActionIcon>
    </li>
  )
}

/** Where messages differ is told apart from what they say. */
function Template({ text }: { text: string }) {
  return text.split(/(<\*>)/).map((piece, i) => (i % 2 === 1 ? <i key={i}>{piece}</i> : piece))
}

/** Nothing was found at all, or nothing of it has the field. */
function NoMessages({ searched, field, asked }: { searched: readonly DatasetInfo[]; field: string; asked: Asked }) {
  const t = useMessages(texts)
  const { data } = useQuery({
    queryKey: ['any', asked],
    queryFn: ({ signal }) => ask('POST /api/search', { body: { ...bodyOf(asked), limit: 1 }, signal }),
  })
  if (!data) return null
  return data.hits.length === 0 ? (
    <NoRecords searched={searched} />
  ) : (
    <EmptyState title={t.patternsNone}>{t.patternsNoneHint(field)}</EmptyState>
  )
}

function usePatterns(asked: Asked, field: string | undefined) {
  const [{ from, to }] = useExploreState()
  const moment = Math.floor((asked.until ? Date.parse(asked.until) : 0) / steady_ms)
  return useQuery({
    queryKey: ['patterns', asked.kql, asked.in, from, to, moment, field],
    queryFn: ({ signal }) =>
      ask('POST /api/search/patterns', { body: { ...bodyOf(asked), ...(field ? { field } : {}) }, signal }),
    enabled: asked.in.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
}

function isText({ name, type }: { name: string; type: string }): boolean {
  return type === 'VARCHAR' && !name.startsWith('_')
}

function summaryOf({ patterns, records, is_sample }: PatternsReport, t: (typeof texts)['en']): string {
  const count = t.patternCount(patterns.length, formatNumber(patterns.length))
  return is_sample ? t.patternsOfNewest(count, formatNumber(records)) : t.patternsOf(count, formatNumber(records))
}
