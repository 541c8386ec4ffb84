/** What is typed into a shell, where `TOKEN` is set, to send a record to a stream. */
export function sendLine(origin: string, stream: string): string {
  const headers = [`-H "Authorization: Bearer $TOKEN"`, `-H 'Content-Type: application/json'`]
  return `curl ${headers.join(' ')} --data '{"message":"hello"}' ${origin}/ingest/${stream}`
}

/** What a project without streams needs to take records, and to keep them. */
export const streamExample = `streams:
  events: {}
datasets:
  events: {}`

export const exampleStream = 'events'
