import { Loader } from '@mantine/core'
import { useKeys } from '../app/keys.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { SendExample } from '../design/send-example.tsx'
import { useMessages } from '../i18n/messages.ts'
import { RefreshControl } from '../time/refresh-control.tsx'
import { TimePicker } from '../time/time-picker.tsx'
import { DatasetPicker } from './dataset-picker.tsx'
import { searchedOf, useAsked, useDatasets, useHits } from './hits.ts'
import { KqlView } from './kql-view.tsx'
import classes from './page.module.css'
import { focusQuery, QueryBar } from './query-bar.tsx'
import { noteSearch } from './search-history.ts'
import { SqlView, useSqlResult } from './sql-view.tsx'
import { searchOf, useExploreState } from './state.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

/** Search over everything that was received: KQL with histogram, fields and records, or SQL. */
export default function ExplorePage() {
  const t = useMessages(texts)
  const { title: name } = useMessages(title)
  const [state, change] = useExploreState()
  const all = useDatasets()
  const searched = searchedOf(state.in, all ?? [])
  const { asked, askAgain } = useAsked(searched)
  const hits = useHits(asked, state.mode === 'kql')
  const result = useSqlResult(state.mode === 'sql' ? state.q : '', asked)
  const active = state.mode === 'sql' ? result : hits

  const run = (q: string) => {
    noteSearch(searchOf({ ...state, q }))
    askAgain()
    change({ q, record: '' })
  }
  useKeys(name, [
    { key: '/', does: t.focusQuery, act: focusQuery },
    { key: 'l', does: t.toLive, act: () => change({ refresh: state.refresh === 'live' ? '' : 'live' }) },
    { key: 'r', does: t.again, act: askAgain },
  ])
  if (!all) return <Loader size="sm" />
  if (all.every(({ rows }) => rows === 0)) {
    return (
      <EmptyState title={t.noData}>
        <p>{t.noDataHint}</p>
        <SendExample />
      </EmptyState>
    )
  }
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <QueryBar searched={searched} asked={asked} error={active.error} onRun={run} />
        <div className={classes.controls}>
          <DatasetPicker all={all} />
          {state.mode === 'kql' ? (
            <TimePicker range={state} onChange={change} />
          ) : (
            <span className={classes.note}>{t.sqlAllTime}</span>
          )}
          <RefreshControl
            refresh={state.refresh}
            onChange={(refresh) => change({ refresh })}
            onAgain={askAgain}
            isBusy={active.isFetching}
          />
        </div>
      </div>
      {state.mode === 'sql' ? (
        <SqlView searched={searched} result={result} />
      ) : (
        <KqlView searched={searched} asked={asked} hits={hits} />
      )}
    </div>
  )
}
