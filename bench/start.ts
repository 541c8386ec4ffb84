/** What it costs to have the product run: the start, memory at rest, and how fast commands answer. */
import { caudal } from '../test/support/product.ts'
import { eventFiles, eventsPerFile } from './events.ts'
import { startedProduct, targetOf, treeMemory, untilAtRest, untilRows } from './product.ts'
import { load, median, pause, timed } from './run.ts'
import { type Line, megabytes, ms } from './table.ts'

/** Longer than the process that merges files waits for more to do. */
const rest_ms = 30_000
const runs = 5

export async function start({ millions }: { millions: number }): Promise<Line[]> {
  const { product, stop } = await startedProduct()
  const { port, headers } = targetOf(product)
  const records = millions * eventsPerFile
  const options = { port, headers, path: '/ingest/events', recordsPerRequest: 1000, connections: 4 }
  for (const path of eventFiles(millions)) await load({ ...options, files: [path], records: eventsPerFile })
  await untilRows(product, 'events', records)
  await untilAtRest(product)
  await pause(rest_ms)
  const afterLoad = treeMemory(product.connection().pid)

  const starts: number[] = []
  for (let n = 0; n < runs; n++) {
    await product.stop()
    starts.push(await product.start())
  }
  await pause(15_000)
  const idle = treeMemory(product.connection().pid)

  const commands: Line[] = []
  for (const args of [['version'], ['status'], ['sql', 'select max(_offset) from events']]) {
    const times: number[] = []
    for (let n = 0; n < runs; n++) times.push((await timed(() => caudal(args, { cwd: product.folder }))).ms)
    commands.push(within(`caudal ${args[0]}, the command as a whole`, median(times), 250))
  }

  await product.kill()
  const recovery = await product.start()
  await stop()
  return [
    within(`start to ready with ${millions} M events`, median(starts), 1500),
    {
      what: 'memory of all processes, idle (PSS)',
      measured: megabytes(idle.pss),
      against: `sum of RSS ${megabytes(idle.rss)}`,
      aim: '<= 250 MB',
      reached: idle.pss <= 250 * 2 ** 20,
    },
    {
      what: `the same ${rest_ms / 1000} s after a load`,
      measured: megabytes(afterLoad.pss),
      against: `sum of RSS ${megabytes(afterLoad.rss)}`,
      aim: 'near idle',
    },
    ...commands,
    within(`ready after kill -9 with ${((records * 256) / 1e9).toFixed(1)} GB of segments`, recovery, 5000),
  ]
}

function within(what: string, measured_ms: number, aim_ms: number): Line {
  const aim = `<= ${aim_ms.toLocaleString('en')} ms`
  return { what, measured: ms(measured_ms), against: '', aim, reached: measured_ms <= aim_ms }
}
