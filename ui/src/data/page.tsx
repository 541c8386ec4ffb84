import { Button, Loader, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ApiError, ask } from '../client/api.ts'
import { useMay, useMe } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Changes } from './changes.tsx'
import { DatasetHead } from './dataset-head.tsx'
import { useDatasets, useViews } from './datasets.ts'
import { Declaration } from './declaration.tsx'
import { Fields } from './fields.tsx'
import { Overview } from './overview.tsx'
import classes from './page.module.css'
import { Quality } from './quality.tsx'
import { Refreshes } from './refreshes.tsx'
import { texts } from './texts.ts'
import { Uploads } from './upload/uploads.tsx'
import { ViewDefinition } from './view-definition.tsx'

/** One dataset or view: what is in it, how good it is, how it came to be. */
export default function DatasetPage() {
  const t = useMessages(texts)
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const { tab, upload } = useSearch({ strict: false }) as { tab?: string; upload?: string }
  const navigate = useNavigate()
  const { data: all, error } = useDatasets()
  const views = useViews()
  const isOfCompany = useMe()?.tenant !== undefined
  const mayEdit = useMay('edit')
  const isView = views.data?.some((each) => each.name === name) ?? false
  const view = useQuery({
    queryKey: ['data', 'view', name],
    queryFn: () => ask('GET /api/views/{view}', { path: { view: name } }),
    enabled: isView,
    refetchInterval: 2000,
  })
  if (error) return <Problem error={error} />
  if (!all || (views.isPending && !isOfCompany)) return <Loader size="sm" />
  const dataset = all.find((each) => each.name === name)
  if (!dataset && !isView) {
    return (
      <EmptyState
        title={t.notFound(name)}
        action={
          <Button component={Link} to="/data">
            {t.toList}
          </Button>
        }
      >
        <p>{t.notFoundHint}</p>
      </EmptyState>
    )
  }
  if (isView && !view.data)
    return view.error instanceof ApiError ? <Problem error={view.error} /> : <Loader size="sm" />
  const go = (search: Record<string, string | undefined>) =>
    void navigate({ to: '/data/$name', params: { name }, search, replace: true })
  const tabs = [
    ['overview', t.overview, dataset && <Overview dataset={dataset} isView={isView} />],
    ['definition', t.definition, view.data?.sql !== undefined && <ViewDefinition view={view.data} />],
    ['refreshes', t.refreshes, view.data && <Refreshes view={view.data} />],
    ['fields', t.fields, dataset && <Fields dataset={dataset} />],
    ['quality', t.quality, dataset && !isView && !isOfCompany && <Quality name={name} />],
    ['changes', t.changes, dataset && !isOfCompany && <Changes name={name} />],
    ['declaration', t.declaration, mayEdit && !isOfCompany && <Declaration name={name} isView={isView} />],
  ] as const
  const shown = tabs.filter(([, , content]) => content)
  const chosen = shown.some(([key]) => key === tab) ? tab! : shown[0]?.[0]
  return (
    <Uploads
      isOpen={upload !== undefined}
      onOpen={(isOpen) => go({ tab, upload: isOpen ? 'new' : undefined })}
      {...(isView ? {} : { into: name })}
    >
      <div className={classes.page}>
        <DatasetHead
          name={name}
          dataset={dataset}
          view={view.data}
          onUpload={dataset?.stream === undefined || isView ? undefined : () => go({ tab, upload: 'new' })}
        />
        <Tabs value={chosen ?? null} onChange={(key) => go({ tab: key ?? undefined })} keepMounted={false}>
          <Tabs.List className={classes.tabs}>
            {shown.map(([key, label]) => (
              <Tabs.Tab key={key} value={key}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {shown.map(([key, label, content]) => (
            <Tabs.Panel key={key} value={key} className={classes.panel} aria-label={label}>
              {content}
            </Tabs.Panel>
          ))}
        </Tabs>
        {!dataset && (
          <Card className={classes.card}>
            <p className={classes.about}>{t.noRows}</p>
          </Card>
        )}
      </div>
    </Uploads>
  )
}
