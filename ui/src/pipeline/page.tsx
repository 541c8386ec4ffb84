import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RejectedHolder } from '../../../src/model/rejected-report.ts'
import { useKeys } from '../app/keys.ts'
import { ask } from '../client/api.ts'
import { useLive } from '../client/live.ts'
import { useRejectedHolders } from '../client/rejected-holders.ts'
import { useMay } from '../client/who.ts'
import { Chip } from '../design/chip.tsx'
import { useDetails } from '../design/details.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { SendExample } from '../design/send-example.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Equation } from './equation.tsx'
import { type RiverNode, riverOf } from './graph.ts'
import classes from './page.module.css'
import { PartPanel } from './part-panel.tsx'
import { ProblemList } from './problem-list.tsx'
import { RiverMap } from './river-map.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'

const noHolders: readonly RejectedHolder[] = []

/** The living pipeline: what flows where, how fast, and what stands in its way. */
export default function PipelinePage() {
  const t = useMessages(texts)
  const { title: name } = useMessages(title)
  const mayEdit = useMay('edit')
  const { report, error: lost } = useLive()
  const project = useQuery({
    queryKey: ['project', report?.project],
    queryFn: () => ask('GET /api/project'),
    enabled: report !== undefined,
    placeholderData: (before) => before,
  })
  const holders = useRejectedHolders() ?? noHolders
  const { part } = useSearch({ strict: false }) as { part?: string }
  const navigate = useNavigate()
  const { details, show } = useDetails()
  const choose = (id: string | undefined) =>
    void navigate({ to: '/pipeline', search: { part: id } }).then(() => id !== undefined && show())
  const river = useMemo(() => {
    if (!project.data) return undefined
    const errors = new Set(project.data.functions.map(({ errors }) => errors))
    return riverOf(project.data.graph, holders, errors)
  }, [project.data, holders])
  const nodes = river?.nodes ?? []
  const step = (by: number) => {
    const at = nodes.findIndex(({ id }) => id === part)
    choose(nodes[at < 0 ? 0 : (at + by + nodes.length) % nodes.length]?.id)
  }
  useKeys(name, [
    { key: 'j', does: t.nextPart, act: () => step(1) },
    { key: 'k', does: t.previousPart, act: () => step(-1) },
    { key: 'Escape', does: t.close, act: () => choose(undefined) },
  ])
  const error = project.error ?? (report ? undefined : lost)
  if (error) return <Problem error={error} />
  if (!report || !river) return <Loader size="sm" />
  const chosen: RiverNode | undefined = nodes.find(({ id }) => id === part)
  const { problems } = report.status
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{name}</h1>
        <Chip tone={problems.length > 0 ? 'warn' : 'ok'}>
          {problems.length > 0 ? t.problems(problems.length) : t.flows}
        </Chip>
        <Equation streams={report.status.streams} />
        {mayEdit && <Button renderRoot={(props) => <Link to="/sources/new" {...props} />}>{t.addSource}</Button>}
      </header>
      <ProblemList problems={problems} />
      {nodes.length === 0 ? (
        <EmptyState title={t.nothing}>
          <p>{t.nothingHint}</p>
          <SendExample />
        </EmptyState>
      ) : (
        <RiverMap river={river} report={report} holders={holders} chosen={part} onChoose={choose} />
      )}
      {chosen ? (
        <div ref={details} className={classes.details}>
          <PartPanel
            key={chosen.id}
            node={chosen}
            project={project.data!}
            report={report}
            onClose={() => choose(undefined)}
          />
        </div>
      ) : (
        nodes.length > 0 && <p className={classes.hint}>{t.hint}</p>
      )}
    </div>
  )
}
