/** A function of a stream that the project has; where it has none, with one. */
export function exampleOf(stream: string | undefined): string {
  const streams = stream === undefined ? 'streams:\n  events: {}\n' : ''
  return `${streams}functions:
  clean: { on: ${stream ?? 'events'}, use: rename, with: { fields: { temp: celsius } }, to: readings }`
}
