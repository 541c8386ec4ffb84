import { Chip } from '../design/chip.tsx'
import { formatBytes, formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './answer.module.css'
import { texts } from './texts.ts'

/** What came back, whatever its status. */
export interface Answered {
  readonly status: number
  readonly took_ms: number
  readonly bytes: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Absent for what is no text. */
  readonly text?: string
}

/** More is not drawn. */
const most_chars = 20_000

export async function answeredOf(response: Response, begin: number): Promise<Answered> {
  const buffer = await response.arrayBuffer()
  const type = response.headers.get('content-type') ?? ''
  const isText = /json|csv|text/.test(type)
  return {
    status: response.status,
    took_ms: performance.now() - begin,
    bytes: buffer.byteLength,
    headers: [...response.headers],
    ...(isText ? { text: shown(new TextDecoder().decode(buffer), type) } : {}),
  }
}

/** JSON with a line for each value; what cannot be read stays as it came. */
function shown(text: string, type: string): string {
  if (!/^application\/json/.test(type) || text.length > 1_000_000) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export function Answer({ answered: { status, took_ms, bytes, headers, text } }: { answered: Answered }) {
  const t = useMessages(texts)
  const tone = status < 300 ? 'ok' : status < 500 ? 'warn' : 'bad'
  return (
    <div className={classes.answer} role="status">
      <div className={classes.head}>
        <Chip tone={tone}>{String(status)}</Chip>
        <span>{formatElapsed(took_ms)}</span>
        <span>{t.bytes(formatBytes(bytes))}</span>
      </div>
      <details>
        <summary>{t.headers}</summary>
        <dl>
          {headers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {text === undefined ? <p>{t.binary}</p> : <pre tabIndex={0}>{text.slice(0, most_chars)}</pre>}
      {text !== undefined && text.length > most_chars && <p>{t.cut(formatNumber(most_chars))}</p>}
    </div>
  )
}
