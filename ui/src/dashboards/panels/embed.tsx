import { useQuery } from '@tanstack/react-query'
import { fetchApi } from '../../client/api.ts'
import { EmptyState } from '../../design/empty-state.tsx'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from './embed.module.css'
import { maybeOwnPath } from './own-path.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { texts } from './texts.ts'

/** More is nothing that one reads. */
const most = 20_000

interface Content {
  readonly type: string
  readonly text: string
}

/** What a path of this server answers, such as an endpoint of the project: JSON and text, without a frame and never as markup. */
function EmbedPanel({ panel }: PanelProps) {
  const t = useMessages(texts)
  const path = maybeOwnPath(panel.options?.path)
  const content = useQuery({
    queryKey: ['embedded', path],
    queryFn: ({ signal }) => contentOf(path!, signal),
    enabled: path !== undefined,
    refetchInterval: 30_000,
  })
  if (path === undefined) return <EmptyState title={t.noContent}>{t.noContentHint}</EmptyState>
  if (content.error) return <Problem error={content.error} />
  if (!content.data) return null
  const { type, text } = content.data
  if (!/^(text\/|application\/(.+\+)?json)/.test(type)) return <EmptyState title={t.notShown(type)} />
  return (
    <pre className={classes.content} tabIndex={0}>
      {text}
    </pre>
  )
}

async function contentOf(path: string, signal: AbortSignal): Promise<Content> {
  const response = await fetchApi(path, { signal })
  const type = response.headers.get('content-type') ?? ''
  const text = await response.text()
  if (!/json/.test(type)) return { type, text: text.slice(0, most) }
  return { type, text: JSON.stringify(JSON.parse(text), null, 2).slice(0, most) }
}

export default definePanel({ View: EmbedPanel })
