import { Link } from '@tanstack/react-router'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { useMay } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import { CodeText } from '../design/code-text.tsx'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { EndpointMeasures } from './endpoint-measures.tsx'
import { Keys } from './keys.tsx'
import { ParameterTable } from './parameter-table.tsx'
import { texts } from './texts.ts'
import { TryIt } from './try-it.tsx'

/** One endpoint: what it takes, tried at once, and how it fares. */
export function EndpointView({ endpoint }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
  const mayAdminister = useMay('administer')
  const { name, summary, inputs, limit, rate, one, sql } = endpoint
  const about = [
    summary,
    `${t.reads} ${inputs.join(', ')}`,
    one ? undefined : t.rows(formatNumber(limit)),
    rate.length > 0 ? rate.join(', ') : undefined,
  ]
  return (
    <div className={page.page}>
      <Link to="/endpoints" search={{}}>
        ← {t.all}
      </Link>
      <PageHead
        title={name}
        state={<Chip tone={endpoint.public ? 'warn' : 'plain'}>{endpoint.public ? t.isPublic : t.withKey}</Chip>}
        about={about.filter(Boolean).join(' · ')}
      />
      <div className={page.columns}>
        <div>
          <TryIt endpoint={endpoint} />
          {mayAdminister && <Keys endpoint={endpoint} />}
        </div>
        <div>
          <EndpointMeasures endpoint={endpoint} />
          <ParameterTable params={endpoint.params} />
          {sql !== undefined && (
            <Card className={page.card} aria-label={t.sql}>
              <h2>{t.sql}</h2>
              <CodeText text={sql} language="sql" label={t.sql} />
            </Card>
          )}
        </div>
      </div>
    </div>
  )
}
