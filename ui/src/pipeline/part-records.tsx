import { useQuery } from '@tanstack/react-query'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { ask } from '../client/api.ts'
import { useMessages } from '../i18n/messages.ts'
import type { RiverNode } from './graph.ts'
import classes from './part-records.module.css'
import { useTail } from './tail.ts'
import { texts } from './texts.ts'

/** What goes into a part and what comes out of it: streams as they flow, datasets and views as they are stored. */
export function PartRecords({ node, project }: { node: RiverNode; project: ProjectReport }) {
  const t = useMessages(texts)
  const { into, out } = sidesOf(node, project)
  return (
    <div className={classes.sides}>
      {into && <Side title={t.in} of={into} />}
      {out && <Side title={t.out} of={out} />}
      {!into && !out && <p>{t.noRecords}</p>}
    </div>
  )
}

type Where = { readonly stream: string } | { readonly dataset: string }

function sidesOf({ kind, name, holder }: RiverNode, project: ProjectReport): { into?: Where; out?: Where } {
  const inputOf = (readers: readonly { readonly name: string; readonly inputs: readonly string[] }[]) => {
    const input = readers.find((each) => each.name === name)?.inputs[0]
    return input === undefined ? {} : { into: { dataset: input } }
  }
  switch (kind) {
    case 'source': {
      const source = project.sources.find((each) => each.name === name)
      return source ? { out: { stream: source.to } } : {}
    }
    case 'stream':
      return { out: { stream: name } }
    case 'function': {
      const run = project.functions.find((each) => each.name === name)
      // Requests come by a path and no stream.
      const into = run && !run.on.startsWith('/') ? { into: { stream: run.on } } : {}
      return { ...into, ...(run?.to === undefined ? {} : { out: { stream: run.to } }) }
    }
    case 'dataset': {
      const dataset = project.datasets.find((each) => each.name === name)
      return { ...(dataset ? { into: { stream: dataset.from } } : {}), out: { dataset: name } }
    }
    case 'rejected':
      return holder === undefined ? {} : { out: { dataset: holder } }
    case 'view':
      return { ...inputOf(project.views), out: { dataset: name } }
    case 'endpoint':
      return inputOf(project.endpoints)
    case 'monitor':
      return inputOf(project.monitors)
    case 'channel':
      return {}
  }
}

function Side({ title, of }: { title: string; of: Where }) {
  const t = useMessages(texts)
  const isStream = 'stream' in of
  return (
    <section className={classes.side}>
      <h3>
        {title} <b>{isStream ? of.stream : of.dataset}</b> <small>{isStream ? t.live : t.latest}</small>
      </h3>
      {isStream ? <Tail stream={of.stream} /> : <Latest dataset={of.dataset} />}
    </section>
  )
}

function Tail({ stream }: { stream: string }) {
  return <Records lines={useTail(stream)} />
}

const again_ms = 2000
const shown = 5

function Latest({ dataset }: { dataset: string }) {
  const { data } = useQuery({
    queryKey: ['latest', dataset],
    queryFn: () => ask('POST /api/search', { body: { kql: '', in: [dataset], limit: shown } }),
    refetchInterval: again_ms,
  })
  return <Records lines={data?.hits.map((hit) => JSON.stringify(hit))} />
}

function Records({ lines }: { lines: readonly string[] | undefined }) {
  const t = useMessages(texts)
  if (!lines) return null
  if (lines.length === 0) return <p>{t.noRecords}</p>
  // Equal records may follow each other: their place tells them apart.
  return lines.map((line, i) => (
    <div key={`${i} ${line}`} className={classes.record}>
      <pre>{line}</pre>
    </div>
  ))
}
