import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../client/api.ts'
import { tenantsQuery } from '../../client/tenants.ts'
import { Card } from '../../design/card.tsx'
import { Chip } from '../../design/chip.tsx'
import { Problem } from '../../design/problem.tsx'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { SettingsPage } from '../settings-page.tsx'
import { rightTexts } from '../texts.ts'
import { installationTitle } from '../title.ts'
import { When } from '../when.tsx'
import { texts } from './texts.ts'

const again_ms = 5000

export default function InstallationPage() {
  const t = useMessages(texts)
  const { title } = useMessages(installationTitle)
  return (
    <SettingsPage title={title} summary={t.summary}>
      <div className={classes.columns}>
        <Machine />
        <Companies />
      </div>
      <Roles />
    </SettingsPage>
  )
}

function Machine() {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['status'],
    queryFn: () => ask('GET /api/status'),
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  const { name, version, versions, started, disk, memory, datasets, functions, backup, problems } = data
  const waiting = [...Object.values(datasets), ...Object.values(functions)].reduce(
    (sum, each) => sum + each.lag_records,
    0,
  )
  const bytes = Object.values(memory.pss_bytes ?? memory.rss_bytes).reduce((sum, each) => sum + each, 0)
  return (
    <Card className={classes.block}>
      <h2>{t.machine}</h2>
      <dl className={classes.facts}>
        <dt>{t.project}</dt>
        <dd>{name}</dd>
        <dt>{t.version}</dt>
        <dd>{t.versions(version, versions.node, versions.sqlite, versions.system)}</dd>
        <dt>{t.started}</dt>
        <dd>
          <When time={started} />
        </dd>
        <dt>{t.data}</dt>
        <dd>
          <code>{data.data}</code>
        </dd>
        <dt>{t.disk}</dt>
        <dd>{t.free(formatBytes(disk.free_bytes), formatBytes(disk.size_bytes))}</dd>
        <dt>{t.memory}</dt>
        <dd>{formatBytes(bytes)}</dd>
        <dt>{t.lag}</dt>
        <dd>{t.records(waiting, formatNumber(waiting))}</dd>
        <dt>{t.backup}</dt>
        <dd>
          {backup ? (
            <>
              <When time={backup.at} />, {formatBytes(backup.bytes)} <code>{backup.folder}</code>
            </>
          ) : (
            <>
              <Chip tone="warn">{t.noBackup}</Chip> <code>{`caudal backup /backups/${name}`}</code>
            </>
          )}
        </dd>
        <dt>{t.health}</dt>
        <dd>
          <Chip tone={problems.length > 0 ? 'warn' : 'ok'}>{t.problems(problems.length)}</Chip>{' '}
          <Link to="/pipeline">{t.toPipeline}</Link>
        </dd>
      </dl>
      <a href="/api/docs">{t.docs}</a>
    </Card>
  )
}

function Companies() {
  const t = useMessages(texts)
  const { data } = useQuery(tenantsQuery)
  if (!data) return null
  return (
    <Card className={classes.block}>
      <h2>{t.companies}</h2>
      <p>{data.tenants.length > 0 ? t.companiesHint : t.noCompanies}</p>
      <div className={classes.row}>
        {data.tenants.map(({ name, title }) => (
          <Chip key={name}>{title ?? name}</Chip>
        ))}
      </div>
    </Card>
  )
}

function Roles() {
  const t = useMessages(texts)
  const rights = useMessages(rightTexts)
  const { data } = useQuery({ queryKey: ['roles'], queryFn: () => ask('GET /api/roles') })
  if (!data) return null
  return (
    <Card>
      <table className={classes.table}>
        <caption className={classes.caption}>{t.roles}</caption>
        <tbody>
          {data.roles.map(({ name, may, only, built_in }) => (
            <tr key={name}>
              <th scope="row">
                {name} {built_in && <Chip>{t.builtIn}</Chip>}
              </th>
              <td>
                {may.map((right) => rights[right]).join(', ')}
                {only && <small>{only.join(', ')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{t.rolesHint}</p>
    </Card>
  )
}
