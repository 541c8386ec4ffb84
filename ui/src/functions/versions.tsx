import { useQuery } from '@tanstack/react-query'
import type { FunctionVersion } from '../../../src/model/function-detail.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import { CodeText } from '../design/code-text.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { languageOf } from './source-language.ts'
import { texts } from './texts.ts'
import classes from './versions.module.css'

/** The sources that a function has run with; each opens to what it was. */
export function Versions({ name, file, version }: { name: string; file: string; version: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    // Another version is one more to be listed.
    queryKey: ['functions', name, 'versions', version],
    queryFn: () => ask('GET /api/functions/{function}/versions', { path: { function: name } }),
  })
  const versions = data?.versions ?? []
  return (
    <Card className={page.card} aria-label={t.versions}>
      <div className={page.bar}>
        <h2>{t.versions}</h2>
        <p>{t.versionsHint}</p>
      </div>
      {error && <Problem error={error} />}
      <ol className={classes.versions}>
        {versions.map((each) => (
          <Version key={each.since} of={each} file={file} isNow={each === versions[0] && each.version === version} />
        ))}
      </ol>
    </Card>
  )
}

function Version({ of, file, isNow }: { of: FunctionVersion; file: string; isNow: boolean }) {
  const t = useMessages(texts)
  return (
    <li>
      <details>
        <summary>
          <code>{of.version}</code> {t.since(formatTime(of.since))} {isNow && <Chip tone="ok">{t.runs}</Chip>}
        </summary>
        <CodeText text={of.source} language={languageOf(file)} label={`${file} ${of.version}`} />
      </details>
    </li>
  )
}
