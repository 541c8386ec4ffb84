import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { projectQuery } from '../client/project.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'

/** As the project file writes it. */
export function Declaration({ name, isView }: { name: string; isView: boolean }) {
  const t = useMessages(texts)
  const section = isView ? 'views' : 'datasets'
  const { data: project } = useQuery(projectQuery)
  const part = project?.[section].find((each) => each.name === name)
  const { data, error } = useQuery({
    queryKey: ['declared', section, name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section, name } }),
    enabled: part !== undefined,
  })
  if (error) return <Problem error={error} />
  if (!project || (part && !data)) return null
  return (
    <Card className={classes.card} aria-label={t.declaration}>
      <h2>
        {t.declaration}{' '}
        {part?.at && (
          <small>
            <code>
              {part.at.file}:{part.at.line}
            </code>
          </small>
        )}
      </h2>
      {data?.text === undefined ? (
        <p className={classes.about}>{t.notDeclared}</p>
      ) : (
        <pre className={classes.code}>{data.text}</pre>
      )}
      {part && (
        <p>
          <Link to="/pipeline" search={{ part: `${isView ? 'view' : 'dataset'}:${name}` }}>
            {t.options}
          </Link>
        </p>
      )}
    </Card>
  )
}
