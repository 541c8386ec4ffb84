import { useQuery } from '@tanstack/react-query'
import type { DeclaredOption } from '../../../src/model/declared-part.ts'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerHelp } from '../i18n/sentences.ts'
import type { NodeKind, RiverNode } from './graph.ts'
import classes from './part-declaration.module.css'
import { texts } from './texts.ts'

type Section = Parameters<typeof ask<'GET /api/project/{section}/{name}'>>[1]['path']['section']

const sections: Partial<Record<NodeKind, Section>> = {
  source: 'sources',
  stream: 'streams',
  function: 'functions',
  dataset: 'datasets',
  rejected: 'datasets',
  view: 'views',
  endpoint: 'endpoints',
  monitor: 'monitors',
}

/** A part as the project file writes it, and what its options mean. */
export function PartDeclaration({ node: { kind, name } }: { node: RiverNode }) {
  const t = useMessages(texts)
  const section = sections[kind]
  const { data, error } = useQuery({
    queryKey: ['declared', section, name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section: section!, name } }),
    enabled: section !== undefined,
  })
  if (error) return <Problem error={error} />
  if (!data) return section === undefined ? <p className={classes.none}>{t.noDeclaration}</p> : null
  return (
    <div className={classes.declaration}>
      {data.text === undefined ? <p className={classes.none}>{t.noDeclaration}</p> : <pre>{data.text}</pre>}
      <Options options={data.options.filter(({ written }) => written)} />
      {data.options.some(({ written }) => !written) && (
        <details>
          <summary>{t.otherOptions}</summary>
          <Options options={data.options.filter(({ written }) => !written)} />
        </details>
      )}
    </div>
  )
}

function Options({ options }: { options: readonly DeclaredOption[] }) {
  const t = useMessages(texts)
  const explain = useServerHelp()
  return (
    <dl>
      {options.map(({ name, description, default: standard }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {description && explain(description).replaceAll('`', '')}
            {standard !== undefined && (
              <small>
                {' '}
                <code>{standard}</code> {t.standard}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
