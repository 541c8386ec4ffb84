import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { projectQuery } from '../client/project.ts'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerHelp } from '../i18n/sentences.ts'
import { writtenOf } from './options.ts'
import { SourceForm } from './source-form.tsx'
import { texts } from './texts.ts'

/** A source of the project by form: its options as the file has them, tried, and written there. */
export default function EditSourcePage() {
  const t = useMessages(texts)
  const explain = useServerHelp()
  const { name = '' } = useSearch({ strict: false }) as { name?: string }
  const kinds = useQuery({ queryKey: ['kinds', 'sources'], queryFn: () => ask('GET /api/kinds/sources') })
  const project = useQuery(projectQuery)
  const declared = useQuery({
    queryKey: ['edited', 'sources', name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section: 'sources', name } }),
    gcTime: 0,
  })
  const error = kinds.error ?? project.error ?? declared.error
  if (error) return <Problem error={error} />
  if (!kinds.data || !project.data || !declared.data) return <Loader size="sm" />
  const { version, declaration } = declared.data
  const { type } = writtenOf(declaration)
  const kind = kinds.data.kinds.find((each) => each.name === type)
  return (
    <div className={page.page}>
      <Link to="/pipeline" search={{ part: `source:${name}` }}>
        ← {t.inPipeline}
      </Link>
      <PageHead title={name} about={kind ? `${kind.name}: ${explain(kind.summary)}` : ''} />
      {!project.data.editable && <Problem error={t.readOnly} />}
      {kind && version !== undefined ? (
        <div className={page.columns}>
          <SourceForm key={name} kind={kind} project={project.data} before={{ name, version, declaration }} />
        </div>
      ) : (
        <Problem error={t.elsewhere} />
      )}
    </div>
  )
}
