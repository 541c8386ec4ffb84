import { Link } from '@tanstack/react-router'
import type { ProjectGraph } from '../../../src/model/project-report.ts'
import { Card } from '../design/card.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './lineage.module.css'
import { feedersOf, type Neighbour, readersOf } from './neighbours.ts'
import { texts } from './texts.ts'

/** What it comes from, and what is made of it. */
export function Lineage({ id, graph }: { id: string; graph: ProjectGraph }) {
  const t = useMessages(texts)
  return (
    <Card className={classes.lineage} aria-label={t.lineage}>
      <Side title={t.fedBy} parts={feedersOf(id, graph)} none={t.fedByNobody} />
      <Side title={t.readBy} parts={readersOf(id, graph)} none={t.readByNobody} />
    </Card>
  )
}

function Side({ title, parts, none }: { title: string; parts: readonly Neighbour[]; none: string }) {
  const t = useMessages(texts)
  return (
    <div>
      <h2>{title}</h2>
      {parts.length === 0 && <p>{none}</p>}
      <ul>
        {parts.map((part) => (
          <li key={part.id}>
            <small>{t.kind(part.kind)}</small>
            <PartLink part={part} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Each leads to where it is shown best. */
function PartLink({ part: { id, kind, name } }: { part: Neighbour }) {
  switch (kind) {
    case 'dataset':
    case 'view':
      return (
        <Link to="/data/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'dashboard':
      return (
        <Link to="/dashboards/$name" params={{ name }}>
          {name}
        </Link>
      )
    case 'monitor':
      return (
        <Link to="/monitors" search={{ name }}>
          {name}
        </Link>
      )
    default:
      return (
        <Link to="/pipeline" search={{ part: id }}>
          {name}
        </Link>
      )
  }
}
