import { fetchApi } from './api.ts'

/** The data of each server-sent event. `EventSource` would not send the session. Ends when the server ends it or the signal aborts. */
export async function* eventsOf(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetchApi(`${location.origin}${path}`, { signal, headers: { accept: 'text/event-stream' } })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const events = (rest + value).split('\n\n')
    rest = events.pop()!
    for (const event of events) {
      const data = event.split('\n').filter((line) => line.startsWith('data:'))
      if (data.length > 0) yield data.map((line) => line.slice(5).trimStart()).join('\n')
    }
  }
}
