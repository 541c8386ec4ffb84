import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Routes } from '../../client/api.gen.ts'
import { ask } from '../../client/api.ts'
import { Card } from '../../design/card.tsx'
import { Confirm } from '../../design/confirm.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { SettingsPage } from '../settings-page.tsx'
import { texts as common } from '../texts.ts'
import { linksTitle } from '../title.ts'
import { When } from '../when.tsx'
import { texts } from './texts.ts'

type SharedLink = Routes['GET /api/links']['answer']['links'][number]

/** Every link by which somebody without an account sees a dashboard. */
export default function LinksPage() {
  const t = useMessages(texts)
  const c = useMessages(common)
  const { title } = useMessages(linksTitle)
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<SharedLink>()
  const { data, error } = useQuery({ queryKey: ['links'], queryFn: () => ask('GET /api/links') })
  return (
    <SettingsPage title={title} summary={t.summary}>
      {error && <Problem error={error} />}
      {data && (
        <Card>
          {data.links.length === 0 ? (
            <EmptyState title={t.none}>{t.noneHint}</EmptyState>
          ) : (
            <table className={classes.table}>
              <thead>
                <tr>
                  <th>{t.forWhom}</th>
                  <th>{t.dashboard}</th>
                  <th data-wide="">{t.shows}</th>
                  <th data-wide="">{t.until}</th>
                  <th>{t.used}</th>
                  <td data-kind="act" />
                </tr>
              </thead>
              <tbody>
                {data.links.map((link) => (
                  <tr key={link.id}>
                    <td>
                      {link.title}
                      {link.tenant && <small>{link.tenant}</small>}
                      {link.embed.length > 0 && <small>{t.within(link.embed.join(', '))}</small>}
                    </td>
                    <td>
                      <Link to="/dashboards/$name" params={{ name: link.dashboard }}>
                        {link.dashboard}
                      </Link>
                    </td>
                    <td data-wide="">{limitsOf(link) || c.all}</td>
                    <td data-wide="">
                      {Date.parse(link.expires) > Date.now() ? <When time={link.expires} /> : t.over}
                    </td>
                    <td>{link.last_used ? <When time={link.last_used} /> : c.never}</td>
                    <td data-kind="act">
                      <Button onClick={() => setLeaving(link)}>{t.revoke}</Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
      )}
      {leaving && (
        <Confirm
          title={t.revokeTitle(leaving.title)}
          verb={t.revoke}
          act={async () => {
            await ask('DELETE /api/links/{id}', { path: { id: leaving.id } })
            await client.invalidateQueries({ queryKey: ['links'] })
          }}
          onClose={() => setLeaving(undefined)}
        >
          {t.revokeHint}
        </Confirm>
      )}
    </SettingsPage>
  )
}

function limitsOf({ filters, variables }: SharedLink): string {
  return [
    ...filters.map(({ field, value, not }) => `${field} ${not ? '≠' : '='} ${value ?? '–'}`),
    ...Object.entries(variables).map(([name, value]) => `$${name} = ${[value ?? '*'].flat().join(', ')}`),
  ].join(' · ')
}
