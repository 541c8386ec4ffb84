import { ask } from '../../client/api.ts'

const look_ms = 200
const patience_ms = 60_000

/** Writes a new dataset into the project file, with its stream; resolves once records can be sent. */
export async function declare(name: string, declaration: object, signal: AbortSignal): Promise<void> {
  const isThere = async () => (await ask('GET /api/streams', { signal })).streams.some((stream) => stream.name === name)
  // What does not hold is told before anything is written.
  if (!(await isThere()))
    await ask('PUT /api/project/{section}/{name}', {
      path: { section: 'streams', name },
      body: { declaration: {} },
      signal,
    })
  await ask('PUT /api/project/{section}/{name}', { path: { section: 'datasets', name }, body: { declaration }, signal })
  for (const start = Date.now(); !(await isThere()) && Date.now() - start < patience_ms; )
    await new Promise((resolve) => setTimeout(resolve, look_ms))
}
