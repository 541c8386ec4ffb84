import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { projectQuery } from '../client/project.ts'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { KindList } from './kind-list.tsx'
import classes from './page.module.css'
import { SourceForm } from './source-form.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'

/** A source by form: its type, its options, its first records, and it stands in the project file. */
export default function NewSourcePage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { type } = useSearch({ strict: false }) as { type?: string }
  const navigate = useNavigate()
  const kinds = useQuery({ queryKey: ['kinds', 'sources'], queryFn: () => ask('GET /api/kinds/sources') })
  const project = useQuery(projectQuery)
  const error = kinds.error ?? project.error
  if (error) return <Problem error={error} />
  if (!kinds.data || !project.data) return <Loader size="sm" />
  const chosen = kinds.data.kinds.find(({ name }) => name === type)
  return (
    <div className={page.page}>
      <PageHead title={heading} about={t.summary} />
      {!project.data.editable && <Problem error={t.readOnly} />}
      <div className={classes.columns}>
        <KindList
          kinds={kinds.data.kinds}
          chosen={chosen?.name}
          onChoose={(name) => void navigate({ to: '/sources/new', search: { type: name }, replace: true })}
        />
        {chosen && <SourceForm key={chosen.name} kind={chosen} project={project.data} />}
      </div>
    </div>
  )
}
