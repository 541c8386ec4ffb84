import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FunctionVersion } from '../../../src/model/function-detail.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import { CodeText } from '../design/code-text.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Difference } from './difference.tsx'
import { languageOf } from './source-language.ts'
import { texts } from './texts.ts'
import classes from './versions.module.css'

/** The sources that a function has run with; each opens to what it was, and to what is another line in it. */
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
        {versions.map((each, i) => (
          <Version
            key={each.since}
            of={each}
            all={versions}
            before={versions[i + 1]}
            function={name}
            file={file}
            isNow={i === 0 && each.version === version}
          />
        ))}
      </ol>
    </Card>
  )
}

interface VersionProps {
  readonly of: FunctionVersion
  readonly all: readonly FunctionVersion[]
  /** The one that it ran with before. */
  readonly before: FunctionVersion | undefined
  readonly function: string
  readonly file: string
  readonly isNow: boolean
}

function Version({ of, all, before, function: name, file, isNow }: VersionProps) {
  const t = useMessages(texts)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const beside = chosen ?? before?.version ?? ''
  // The same content may have run twice.
  const others = new Map(all.filter(({ version }) => version !== of.version).map((each) => [each.version, each.since]))
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <code>{of.version}</code> {t.since(formatTime(of.since))} {isNow && <Chip tone="ok">{t.runs}</Chip>}
        </summary>
        {others.size > 0 && (
          <NativeSelect
            className={classes.beside ?? ''}
            label={t.beside}
            size="xs"
            value={others.has(beside) ? beside : ''}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={[
              { value: '', label: t.alone },
              ...[...others].map(([version, since]) => ({
                value: version,
                label: `${version} · ${formatTime(since)}`,
              })),
            ]}
          />
        )}
        {others.has(beside) ? (
          isOpen && <Difference function={name} before={beside} after={of.version} />
        ) : (
          <CodeText text={of.source} language={languageOf(file)} label={`${file} ${of.version}`} />
        )}
      </details>
    </li>
  )
}
