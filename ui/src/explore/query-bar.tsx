import { ActionIcon, SegmentedControl } from '@mantine/core'
import { CornerDownLeft } from 'lucide-react'
import { lazy, Suspense, useMemo, useRef } from 'react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ApiError, ask } from '../client/api.ts'
import { Kbd } from '../design/kbd.tsx'
import { sentence } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { HistoryMenu } from './history-menu.tsx'
import type { Asked } from './hits.ts'
import { bodyOf } from './hits.ts'
import { KqlHelp } from './kql-help.tsx'
import classes from './query-bar.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

const Editor = lazy(() => import('../query/editor.tsx'))

interface QueryBarProps {
  readonly searched: readonly DatasetInfo[]
  readonly asked: Asked
  readonly error: unknown
  readonly onRun: (text: string) => void
}

/** The query, in KQL or SQL, with what was wrong with it under its place. */
export function QueryBar({ searched, asked, error, onRun }: QueryBarProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const [{ q, mode }, change] = useExploreState()
  const draft = useRef(q)
  draft.current = q
  const place = useRef<HTMLDivElement>(null)
  const problem = useMemo(() => (error instanceof ApiError && error.code === 'invalid' ? error : undefined), [error])
  const names = useMemo(
    () => ({
      fields: distinct(searched),
      valuesOf: async (field: string, prefix: string, signal: AbortSignal) => {
        const body = { ...bodyOf({ ...asked, kql: '' }), field, limit: 30, ...(prefix === '' ? {} : { prefix }) }
        return (await ask('POST /api/search/values', { body, signal })).values
      },
    }),
    [searched, asked],
  )
  return (
    <div className={classes.bar} ref={place}>
      <div className={classes.line}>
        <SegmentedControl
          aria-label={t.language}
          value={mode}
          onChange={(value) => change({ mode: value === 'sql' ? 'sql' : 'kql', q: '', record: '' })}
          data={[
            { value: 'kql', label: 'KQL' },
            { value: 'sql', label: 'SQL' },
          ]}
        />
        <div className={classes.editor}>
          <Suspense fallback={<code>{q}</code>}>
            <Editor
              mode={mode}
              text={q}
              label={t.query}
              hint={mode === 'sql' ? t.placeholderSql : t.placeholderKql}
              datasets={searched}
              names={names}
              problem={problem}
              onRun={onRun}
              onText={(text) => {
                draft.current = text
              }}
            />
          </Suspense>
        </div>
        <span className={classes.key}>
          <Kbd>{'/'}</Kbd>
        </span>
        {mode === 'kql' && <KqlHelp />}
        <HistoryMenu />
        <ActionIcon variant="light" size={28} onClick={() => onRun(draft.current)} aria-label={t.run} title={t.run}>
          <CornerDownLeft size={15} />
        </ActionIcon>
      </div>
      {problem && (
        <p className={classes.problem} role="alert">
          {sentence(say(problem.message))}
          {problem.hint && <span> {say(problem.hint)}</span>}
        </p>
      )}
    </div>
  )
}

/** Puts the caret into the query. */
export function focusQuery(): void {
  document.querySelector<HTMLElement>('[data-editor] .cm-content')?.focus()
}

function distinct(searched: readonly DatasetInfo[]): { name: string; type: string }[] {
  const fields = new Map(searched.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)))
  return [...fields].map(([name, type]) => ({ name, type }))
}
