import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ClientRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { BackOff } from '../../lib/back-off.ts'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { isPassing } from '../../lib/passing.ts'
import { Progress } from '../../lib/progress.ts'
import type { IngestReport } from '../../model/ingest-report.ts'
import { defineCommand } from '../command.ts'
import { Client, Refusal } from '../connection/client.ts'
import { type Upload, uploadFormats, uploadsOf } from '../connection/upload.ts'
import { formatCount, formatNumber } from '../terminal/quantity.ts'
import { colorsOf, print, printJson } from '../terminal/terminal.ts'
import { maybeCountRejected, type SentRange } from './rejected-count.ts'

const pauses = { first_ms: 200, longest_ms: 10_000 }

export default defineCommand({
  name: 'send',
  summary: 'Sends records from a file or standard input to a stream.',
  description:
    'Each request carries a key, so that repeating it after a lost connection stores nothing twice. gzip and zstd are passed on as they are.',
  arguments: [
    { name: 'stream', summary: 'The stream that takes them.' },
    { name: 'file', summary: 'The file; "-", or nothing, is standard input.', optional: true, completes: 'file' },
  ],
  options: {
    format: {
      type: 'string',
      choices: uploadFormats,
      summary: 'The form of the input; by default what the ending of the file name tells, ndjson for standard input.',
    },
    option: {
      type: 'string',
      short: 'o',
      value: 'name=value',
      multiple: true,
      summary: 'An option of the format, such as delimiter=;.',
    },
    retry: {
      type: 'string',
      value: 'duration',
      summary: 'How long to try again while Caudal is away or busy; 1m by default.',
    },
  },
  examples: [
    { line: 'caudal send events events.ndjson', summary: 'A file of JSON lines' },
    { line: 'caudal send readings 2026-01.csv.gz', summary: 'A compressed CSV' },
    { line: "caudal send river river.csv --option 'delimiter=;'", summary: 'A CSV of another kind' },
    { line: 'journalctl -f -o json | caudal send journal', summary: 'What another program writes, as it comes' },
    { line: 'caudal send lines app.log --format lines --json', summary: 'Plain lines; the answer as JSON' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const patience_ms = parseDuration(options.retry ?? '1m')
    const { uploads, total_bytes } = await uploadsOf(args.file ?? '-', options.format, terminal)
    using progress = new Progress({ label: `sending to ${args.stream}`, total: total_bytes, screen: terminal.stderr })
    const sum = { received: 0, rejected: 0, offset: null as number | null }
    const ranges: SentRange[] = []
    const query = new URLSearchParams(options.option.map(parseOption)).toString()
    const path = `/ingest/${encodeURIComponent(args.stream)}${query ? `?${query}` : ''}`
    for await (const upload of uploads) {
      const answer = await sendPatiently(client, path, upload, progress, patience_ms)
      sum.received += answer.received
      sum.rejected += answer.rejected ?? 0
      sum.offset ??= answer.offset
      if (answer.offset !== null) addRange(ranges, { offset: answer.offset, count: answer.received })
    }
    const { dataset, count } = (await maybeCountRejected(client, args.stream, ranges)) ?? {
      dataset: `${args.stream}_rejected`,
      count: 0,
    }
    sum.rejected = Math.max(sum.rejected, count)
    progress.stop()
    if (globals.json) return printJson(terminal, sum)
    const sent = `sent ${formatCount(sum.received, 'record')} to ${args.stream}`
    if (sum.rejected === 0) return print(terminal, `${sent}\n`)
    const none = sum.rejected === 1 ? '1 of them is no record' : `${formatNumber(sum.rejected)} of them are no records`
    const { yellow } = colorsOf(terminal)
    const holder = dataset.replace(/_rejected$/, '')
    await print(terminal, `${sent}; ${yellow(`${none}; see why: caudal rejected ${holder}`)}\n`)
  },
})

/** Requests one after the other mostly have offsets one after the other. */
function addRange(ranges: SentRange[], next: SentRange): void {
  const last = ranges.at(-1)
  if (last && last.offset + last.count === next.offset) {
    ranges[ranges.length - 1] = { offset: last.offset, count: last.count + next.count }
  } else ranges.push(next)
}

function parseOption(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new UserError('invalid', `cannot read option of the format "${text}": expecting name=value`, {
    hint: "Write it like --option 'delimiter=;'",
  })
}

/** Sends until it is acknowledged. The key is the same each time, so that what was stored already is not stored again. */
async function sendPatiently(
  client: Client,
  path: string,
  upload: Upload,
  progress: Progress,
  patience_ms: number,
): Promise<IngestReport> {
  const key = randomUUID()
  const before = progress.done
  const deadline = performance.now() + patience_ms
  const backOff = new BackOff(pauses)
  while (true) {
    try {
      const answer = await client.request({
        method: 'POST',
        path,
        headers: { ...upload.headers, 'idempotency-key': key },
        send: (request) => writeBody(request, upload, progress),
      })
      return JSON.parse(await text(answer)) as IngestReport
    } catch (error) {
      const wait_ms = (error instanceof Refusal ? error.retryAfter_ms : undefined) ?? backOff.pause()
      if (!isPassing(error) || !upload.isRepeatable() || performance.now() + wait_ms > deadline) throw error
      progress.done = before
      await setTimeout(wait_ms)
    }
  }
}

/** Writes until the end, or until it is no longer wanted: an answer that comes early (401, 413) is all there will be. */
async function writeBody(request: ClientRequest, upload: Upload, progress: Progress): Promise<void> {
  const isOver = new AbortController()
  for (const event of ['response', 'close']) request.once(event, () => isOver.abort())
  for await (const piece of upload.open()) {
    if (!request.write(piece)) await once(request, 'drain', { signal: isOver.signal }).catch(() => {})
    if (isOver.signal.aborted) break
    progress.done += piece.length
  }
  request.end()
}
