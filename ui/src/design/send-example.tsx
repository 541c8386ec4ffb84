import { useLive } from '../client/live.ts'
import { Example } from '../design/example.tsx'
import { useMessages } from '../i18n/messages.ts'
import { exampleStream, sendLine, streamExample } from './send-line.ts'
import { texts } from './send-texts.ts'

/** How a program sends a record: to a stream of this project; where it has none, with how it gets one. */
export function SendExample() {
  const t = useMessages(texts)
  const { report, error } = useLive()
  if (!report && !error) return null
  const streams = Object.keys(report?.status.streams ?? {}).filter((name) => !name.startsWith('_'))
  return (
    <>
      {report && streams.length === 0 && (
        <>
          <p>{t.file}</p>
          <Example text={streamExample} language="YAML" />
        </>
      )}
      <p>{t.shell}</p>
      <Example text={sendLine(location.origin, streams[0] ?? exampleStream)} language="curl" />
    </>
  )
}
