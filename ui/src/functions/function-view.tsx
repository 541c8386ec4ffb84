import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FunctionDetail } from '../../../src/model/function-detail.ts'
import { ask } from '../client/api.ts'
import { useMay } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import { CodeText } from '../design/code-text.tsx'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Cases } from './cases.tsx'
import { FunctionLog } from './function-log.tsx'
import { FunctionMeasures } from './function-measures.tsx'
import type { NamedReport } from './function-table.tsx'
import classes from './function-view.module.css'
import { languageOf } from './source-language.ts'
import { StateChip } from './state-chip.tsx'
import { texts } from './texts.ts'
import { Versions } from './versions.tsx'

const again_ms = 5000

/** One function: what it is made of, whether it does what it should, and what it says. */
export function FunctionView({ report }: { report: NamedReport }) {
  const t = useMessages(texts)
  const mayEdit = useMay('edit')
  const { name, on, trigger = on, state, error } = report
  const detail = useQuery({
    queryKey: ['functions', name],
    queryFn: () => ask('GET /api/functions/{function}', { path: { function: name } }),
    enabled: mayEdit,
    // Its file is edited elsewhere.
    refetchInterval: again_ms,
  })
  const declared = useQuery({
    queryKey: ['declared', 'functions', name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section: 'functions', name } }),
    enabled: mayEdit,
  })
  const problem = detail.error ?? declared.error
  return (
    <div className={page.page}>
      <Link to="/functions" search={{}}>
        ← {t.all}
      </Link>
      <PageHead title={name} state={<StateChip state={state} />} about={trigger} />
      {error && <Problem error={error.message} />}
      {problem && <Problem error={problem} />}
      <div className={page.columns}>
        <div>
          {detail.data && <Body detail={detail.data} />}
          {detail.data && <Cases name={name} cases={detail.data.cases} />}
          {detail.data?.file !== undefined && detail.data.version !== undefined && (
            <Versions name={name} file={detail.data.file} version={detail.data.version} />
          )}
          {declared.data?.text !== undefined && (
            <Card className={page.card} aria-label={t.declaration}>
              <h2>{t.declaration}</h2>
              <pre className={classes.text} tabIndex={0}>
                {declared.data.text}
              </pre>
            </Card>
          )}
        </div>
        <div>
          <FunctionMeasures report={report} />
          <FunctionLog name={name} />
        </div>
      </div>
    </div>
  )
}

function Body({ detail: { file, source, version, steps, command } }: { detail: FunctionDetail }) {
  const t = useMessages(texts)
  if (file !== undefined) {
    return (
      <Card className={page.card} aria-label={t.source}>
        <div className={page.bar}>
          <h2>{file}</h2>
          {version !== undefined && <Chip>{t.version(version)}</Chip>}
        </div>
        <p>{t.sourceHint}</p>
        {source !== undefined && <CodeText text={source} language={languageOf(file)} label={t.source} />}
      </Card>
    )
  }
  const [heading, text] = steps
    ? [t.steps, steps.map(({ name, options }) => `${name} ${JSON.stringify(options, null, 2)}`).join('\n')]
    : [t.command, (command ?? []).join(' ')]
  return (
    <Card className={page.card} aria-label={heading}>
      <h2>{heading}</h2>
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
    </Card>
  )
}
