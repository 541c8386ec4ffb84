import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../client/api.ts'
import { Card } from '../../design/card.tsx'
import { Chip } from '../../design/chip.tsx'
import { Problem } from '../../design/problem.tsx'
import { toastError } from '../../design/toasts.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { When } from '../when.tsx'
import { texts } from './texts.ts'

/** Where somebody is signed in; each can be ended from here. */
export function SessionsCard() {
  const t = useMessages(texts)
  const client = useQueryClient()
  const { data, error } = useQuery({ queryKey: ['sessions'], queryFn: () => ask('GET /api/session/all') })
  const end = async (id: string) => {
    await ask('DELETE /api/session/all/{id}', { path: { id } }).catch(toastError)
    await client.invalidateQueries({ queryKey: ['sessions'] })
  }
  if (error) return <Problem error={error} />
  return (
    <Card>
      <table className={classes.table}>
        <caption className={classes.caption}>{t.sessions}</caption>
        <thead>
          <tr>
            <th>{t.session}</th>
            <th>{t.seen}</th>
            <td data-kind="act" />
          </tr>
        </thead>
        <tbody>
          {data?.sessions.map(({ id, agent, address, seen, current }) => (
            <tr key={id}>
              <td>
                {browserOf(agent)} {current && <Chip tone="ok">{t.thisOne}</Chip>}
                <small>{address}</small>
              </td>
              <td>
                <When time={seen} />
              </td>
              <td data-kind="act">{!current && <Button onClick={() => void end(id)}>{t.end}</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

/** `Firefox 140, Linux` where the long text of a browser says so; else its beginning. */
function browserOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/(\d+)/.exec(agent)
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent)?.[0]
  if (!browser) return agent.slice(0, 60)
  const [, name = '', version = ''] = browser
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  return [`${names[name] ?? name} ${version}`, system].filter(Boolean).join(', ')
}
