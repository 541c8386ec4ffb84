import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HttpSide } from '../../src/channels/http-side.fixture.ts'
import type {
  BackTest,
  ChannelReport,
  DeliveryReport,
  DeliveryStory,
  MonitorEvent,
  MonitorReport,
  StateSpans,
} from '../../src/model/monitor-report.ts'
import type { Notice } from '../../src/model/notice.ts'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { headerOf, MailServer, textOf } from '../support/smtp-server.ts'

const mail = new MailServer()
let hook: HttpSide
let product: Product
let yaml: string
let remove: () => Promise<void>

beforeAll(async () => {
  const server = await mail.listen()
  hook = await HttpSide.open((url) => ({ url: `${url}/hook` }))
  const { url } = hook.options as { url: string }
  yaml = `name: water
streams: { readings: {}, events: {} }
datasets: { readings: {}, events: {} }
monitors:
  spread:
    on: readings
    when: sd > 0.5
    by: [file, place]
    title: "{{place}} spreads too much in {{file}}"
    text: "{% for r in records %}{% if r.sd > 0.8 %}{{ r.date }} is worst: {{ r.sd }}. {% endif %}{% endfor %}"
    again: never
    notify: [ops, hook]
  errors: { kql: "level:error", in: events, when: value > 2, over: 1h, every: 1s, notify: [hook] }
  past: { kql: "level:fatal", in: events, when: value > 1, over: 10m, every: 1m, for: 2m }
  past_by_place: { kql: "level:fatal", in: events, when: value > 1, by: [place], over: 10m }
  past_in_sql:
    sql: select count(*) as value from events where level = 'fatal' and _time >= $from and _time < $until
    when: value > 1
    over: 10m
  timeless: { sql: select count(*) as value from events, when: value > 1000 }
  wrong: { on: events, when: no_such_column > 1, wait: 100ms, notify: [hook] }
channels:
  ops: { type: email, to: [ops@example.org], from: caudal@example.org, server: "${server}" }
  hook: { type: webhook, url: "${url}", secret: "\${HOOK_SECRET}" }
  terse: { type: webhook, url: "${url}?terse", title: "{{ severity }}: {{ title }}", text: "{{ facts[0].value }}", details: false }
  lost: { type: webhook, url: "http://127.0.0.1:1/", give_up: 1s }
  gone: { type: webhook, url: "http://127.0.0.1:1/" }
`
  const project = await temporaryProject(yaml)
  remove = project.remove
  await writeFile(join(project.folder, '.env'), 'HOOK_SECRET=a secret of both sides\n')
  product = new Product(project.folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
  await mail.close()
  await hook[Symbol.asyncDispose]()
})

async function send(stream: string, records: readonly object[]): Promise<void> {
  const response = await product.request(`/ingest/${stream}`, {
    method: 'POST',
    body: records.map((record) => JSON.stringify(record)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  if (!(await eventually(condition, (isSo) => isSo))) throw new Error(`it did not come about:\n${product.output}`)
}

const posted = (monitor: string) =>
  hook.posted.map(({ body }) => JSON.parse(body) as Notice).filter((notice) => notice.monitor === monitor)
const stateOf = async (name: string) =>
  (await product.json<{ monitors: MonitorReport[] }>('/api/monitors')).monitors.find((one) => one.name === name)!
const historyOf = async (name: string) =>
  (await product.json<{ events: MonitorEvent[] }>(`/api/monitors/${name}/history`)).events

describe('a monitor that looks at records', () => {
  it('tells once a group, with its records, by mail and by webhook', async () => {
    await send('readings', [
      { file: 'week-1.csv', place: 'P-04', date: '2026-01-01', sd: 0.7 },
      { file: 'week-1.csv', place: 'P-04', date: '2026-01-02', sd: 0.9 },
      { file: 'week-1.csv', place: 'P-07', date: '2026-01-02', sd: 0.6 },
      { file: 'week-1.csv', place: 'P-07', date: '2026-01-03', sd: 0.1 },
      { file: 'week-1.csv', place: 'P-09', date: '2026-01-03', sd: null },
    ])
    await until(() => mail.mails.length === 2 && posted('spread').length === 2)
    const titles = mail.mails.map((one) => headerOf(one, 'subject')).sort()
    expect(titles).toEqual([
      '[water] P-04 spreads too much in week-1.csv (firing)',
      '[water] P-07 spreads too much in week-1.csv (firing)',
    ])
    const first = mail.mails.find((one) => headerOf(one, 'subject').includes('P-04'))!
    expect(textOf(first)).toMatch(/2026-01-01.*0\.7/)
    expect(textOf(first)).toContain('2026-01-02 is worst: 0.9.')
    expect(textOf(first)).toContain('2026-01-02')
    const notice = posted('spread').find(({ title }) => title.startsWith('P-04'))
    expect(notice).toMatchObject({ state: 'firing', rows: { total: 2 }, facts: [{ value: 'week-1.csv' }, {}, {}] })
    expect(headerOf(first, 'x-caudal-notice')).toBe(notice?.id)
  })

  it('only counts what comes later for a group that is told once', async () => {
    await send('readings', [{ file: 'week-1.csv', place: 'P-04', date: '2026-01-04', sd: 0.8 }])
    await send('readings', [{ file: 'week-2.csv', place: 'P-04', date: '2026-01-08', sd: 0.8 }])
    await until(() => mail.mails.length === 3)
    expect(headerOf(mail.mails[2]!, 'subject')).toContain('week-2.csv')
    expect((await historyOf('spread')).filter(({ kind }) => kind === 'told')).toHaveLength(3)
  })

  it('says when its condition cannot be evaluated, and looks at everything once it can', async () => {
    await send('events', [{ level: 'info', message: 'one' }])
    await until(() => posted('wrong').length === 1)
    expect(posted('wrong')[0]).toMatchObject({ state: 'error', text: expect.stringContaining('no_such_column') })
    expect(await stateOf('wrong')).toMatchObject({ state: 'error', error: { code: 'invalid' } })
    await send('events', [{ level: 'info', no_such_column: 2 }])
    await until(() => posted('wrong').some(({ state }) => state === 'firing'))
    expect(posted('wrong').map(({ state }) => state)).toEqual(['error', 'ok', 'firing'])
  })
})

describe('a monitor that asks a query', () => {
  it('fires when the condition holds, and tells what it counted', async () => {
    await until(async () => (await stateOf('errors')).state === 'ok')
    await send(
      'events',
      Array.from({ length: 4 }, () => ({ level: 'error' })),
    )
    await until(() => posted('errors').length === 1)
    expect(posted('errors')[0]).toMatchObject({ state: 'firing', facts: [{ name: 'value', value: '4' }] })
    expect(posted('errors')[0]?.series?.points.at(-1)?.value).toBe(4)
    expect(await stateOf('errors')).toMatchObject({ state: 'firing', groups: [{ state: 'firing', value: 4 }] })
  })

  it('is acknowledged and silenced from the command line', async () => {
    const run = async (...args: string[]) => (await caudal([...args, '--project', product.folder])).stdout
    expect(await run('monitor', 'ack', 'errors', '--by', 'anna')).toBe('acknowledged 1 group of errors\n')
    expect(await run('monitor', 'list')).toMatch(/errors +firing +warning +value > 2 +hook +since .*, known to anna/)
    const silence = await run('monitor', 'silence', 'errors', '--for', '1h', '--comment', 'being mended')
    expect(silence).toMatch(/^silence \d+: errors is not told until/)
    expect(await run('monitor', 'list')).toContain('silenced until')
    expect(await run('monitor', 'silences')).toContain('being mended')
    expect(await run('monitor', 'unsilence', silence.match(/\d+/)![0])).toMatch(/^ended silence/)
    const history = await run('monitor', 'history', 'errors')
    expect(history).toMatch(/acknowledged +by anna/)
    expect(history).toMatch(/notice .* hook\b/)
    const wrong = await caudal(['monitor', 'history', 'erors', '--project', product.folder])
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "errors"?') })
  })

  it('goes on in the state in which it was after a restart, and says which evaluations it missed', async () => {
    const before = posted('errors').length
    await product.kill()
    await new Promise((resolve) => setTimeout(resolve, 2500))
    await product.start()
    await until(async () => (await historyOf('errors')).some(({ kind }) => kind === 'missed'))
    const missed = (await historyOf('errors')).find(({ kind }) => kind === 'missed')
    expect(missed?.text).toMatch(/^\d+ evaluations? missed between/)
    expect(await stateOf('errors')).toMatchObject({ state: 'firing', groups: [{ acknowledged: 'anna' }] })
    expect(posted('errors')).toHaveLength(before)
  })
})

describe('a back-test', () => {
  const test = (name: string, last: string) => product.json<BackTest>(`/api/monitors/${name}/test`, { last })
  const start = Math.floor(Date.now() / 60_000) * 60_000 - 3 * 3_600_000
  const minuteOf = (time: string | undefined) => time && (Date.parse(time) - start) / 60_000

  it('says when a search would have fired, for how long, and how many notices', async () => {
    const times = [0, 1, 2, 60, 61].map((minute) => new Date(start + minute * 60_000 + 1000).toISOString())
    await send(
      'events',
      times.map((timestamp, i) => ({ timestamp, level: 'fatal', place: `P-${i % 2}`, took: 40 + i })),
    )
    await product.untilStored()
    const result = await test('past', '4h')
    expect(result).toMatchObject({ fired: 2, notices: 4, evaluations: 240 })
    // The second record is seen by the evaluation at minute 2; "for" adds two; ten minutes after the second-last one it is over.
    expect(result.firings.map(({ from, until }) => [minuteOf(from), minuteOf(until)])).toEqual([
      [4, 12],
      [64, 71],
    ])
    expect(result.firing_ms).toBe((8 + 7) * 60_000)
    const groups = (await test('past_by_place', '4h')).firings.map(({ group }) => group)
    expect(groups).toEqual([{ place: 'P-0' }])
  })

  it('says the same of a statement that is bounded in time, and refuses one that is not', async () => {
    const { firings } = await test('past_in_sql', '4h')
    expect(firings.map(({ from, until }) => [minuteOf(from), minuteOf(until)])).toEqual([
      [2, 12],
      [62, 71],
    ])
    await expect(test('timeless', '4h')).rejects.toThrow(/400.*asks for no time.*\$from/)
  })

  it('says which records would have been told', async () => {
    const result = await test('spread', '1h')
    expect(result.notices).toBe(3)
    expect(result.firings.map(({ group, records }) => [group.file, group.place, records]).sort()).toEqual([
      ['week-1.csv', 'P-04', 2],
      ['week-1.csv', 'P-07', 1],
      ['week-2.csv', 'P-04', 1],
    ])
  })

  it('tries a monitor that is not in the project, and gives what is to be drawn', async () => {
    const definition = 'draft:\n  kql: level:fatal\n  in: events\n  when: value > 0\n  over: 10m\n  notify: [ops]\n'
    const draft = await product.json<BackTest>('/api/monitors/test', { definition, last: '4h' })
    expect(draft).toMatchObject({ monitor: 'draft', fired: 2, notices: 4, evaluations: 240 })
    const [series, ...others] = draft.series
    expect(others).toEqual([])
    expect(series?.points).toHaveLength(240)
    expect(Math.max(...series!.points.map(([, value]) => value))).toBe(3)
    const records = await product.json<BackTest>('/api/monitors/test', {
      definition: '{ on: readings, when: sd > 0.5, by: [file, place], wait: 10m }',
      last: '1h',
    })
    expect(records.notices).toBe(3)
    expect(records.series.flatMap(({ points }) => points).reduce((sum, [, count]) => sum + count, 0)).toBe(
      records.evaluations,
    )
    expect(
      (await product.json<{ monitors: MonitorReport[] }>('/api/monitors')).monitors.map(({ name }) => name),
    ).not.toContain('draft')
  })

  it('measures what a search finds, over the past as now', async () => {
    const drafted = (measure: string, more: object = {}) => {
      const draft = { kql: 'level:fatal', in: 'events', measure, when: 'value > 1', over: '10m', ...more }
      return product.json<BackTest>('/api/monitors/test', { definition: JSON.stringify({ draft }), last: '4h' })
    }
    const greatest = ({ series }: BackTest) =>
      Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value)))
    const counted = greatest(await drafted('count'))
    expect(greatest(await drafted('distinct(place)'))).toBeLessThanOrEqual(counted)
    expect(greatest(await drafted('rate'))).toBeCloseTo(counted / 600)
    const took = await drafted('max(took)', { by: ['place'] })
    expect(took.series.every(({ group }) => 'place' in group)).toBe(true)
    // A time at which nothing was found has no greatest value, and is none at which it was 0.
    const all = await drafted('p50(took)')
    expect(all.series.flatMap(({ points }) => points).length).toBeLessThan(240)
    expect(greatest(all)).toBeGreaterThan(0)
    const wrong = await product.request('/api/monitors/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        definition: '{ draft: { kql: "", in: events, measure: "mean(took)", when: value > 1 } }',
        last: '1h',
      }),
    })
    expect(await wrong.json()).toMatchObject({ code: 'invalid', at: { option: 'measure' } })
  })

  it('tries a draft under the name that it is to have, and until a time', async () => {
    const definition = 'past: { kql: "level:fatal", in: events, when: value > 0, over: 10m }'
    const body = JSON.stringify({ definition, name: 'errors', last: '1h' })
    const headers = { 'content-type': 'application/json' }
    const refused = await product.request('/api/monitors/test', { method: 'POST', headers, body })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining('expecting one key, "errors"') })
    const early = await product.json<BackTest>('/api/monitors/test', {
      definition,
      name: 'past',
      last: '1h',
      until: '2024-01-01',
    })
    expect(early).toMatchObject({ from: '2023-12-31T23:00:00.000Z', until: '2024-01-01T00:00:00.000Z', fired: 0 })
  })

  it('tells a mistake in a draft with its place, on the command line as well', async () => {
    const file = join(product.folder, 'draft.yaml')
    await writeFile(file, 'spread:\n  on: readings\n  when: sd > > 0.5\n')
    const { code, stderr } = await caudal(['monitor', 'test', '--file', file, '--project', product.folder])
    expect(code).toBe(2)
    expect(stderr).toContain('draft.yaml:3:14')
    await writeFile(file, 'on: readings\nwhen: sd > 0.5\n')
    const { stdout } = await caudal(['monitor', 'test', '--file', file, '--last', '1h', '--project', product.folder])
    expect(stdout).toMatch(/it would have fired .*notice/)
  })

  it('has the states of the time that went by', async () => {
    const { states, events } = await product.json<{ states: StateSpans[]; events: MonitorEvent[] }>(
      '/api/monitors/errors/history?from=1h',
    )
    expect(events.length).toBeGreaterThan(0)
    const spans = states.find(({ spans }) => spans.some(({ state }) => state === 'firing'))!.spans
    for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe(spans[i - 1]!.until)
    expect((await product.request('/api/monitors/errors/history?to=yesterday')).status).toBe(400)
  })

  it('is a table on the command line', async () => {
    const { stdout } = await caudal(['monitor', 'test', 'past', '--last', '4h', '--project', product.folder])
    expect(stdout).toMatch(/^from +until +for +group +value\n/)
    expect(stdout).toContain('8 min 0 s')
    expect(stdout).toMatch(
      /in 4 h 0 min \(240 evaluations\) it would have fired 2 times, for 15 min 0 s in all: 4 notices\n$/,
    )
  })
})

describe('a channel', () => {
  it('is tested from the command line', async () => {
    const before = mail.mails.length
    const { stdout } = await caudal(['channel', 'test', 'ops', '--project', product.folder])
    expect(stdout).toMatch(/^ops took the notice test-/)
    await caudal(['channel', 'test', 'terse', '--project', product.folder])
    const terse = JSON.parse(hook.posted.at(-1)!.body) as Notice
    expect(terse).toMatchObject({ headline: 'info: Channel terse works', text: 'terse', facts: [] })
    expect(headerOf(mail.mails[before]!, 'subject')).toBe('[water] Channel ops works (test)')
    const { code, stderr } = await caudal(['channel', 'test', 'gone', '--project', product.folder])
    expect(code).not.toBe(0)
    expect(stderr).toContain('cannot reach the webhook')
  })

  it('shows what it could not deliver yet', async () => {
    await writeFile(join(product.folder, 'caudal.yaml'), yaml.replace('[ops, hook]', '[gone]'))
    await until(async () => (await stateOf('spread')).notify.includes('gone'))
    await send('readings', [{ file: 'week-3.csv', place: 'P-04', sd: 0.8 }])
    await until(async () => {
      const { notices } = await product.json<{ notices: DeliveryReport[] }>('/api/channels/gone/notices')
      return notices.some(({ error }) => error !== undefined)
    })
    const list = await caudal(['channel', 'list', '--project', product.folder])
    expect(list.stdout).toMatch(/gone +webhook +0 +[1-9]\d* +0 +0 +cannot reach the webhook/)
  })

  it('lists what it gave up, shows one with its history, and has it discarded or sent again by hand', async () => {
    const run = (...args: string[]) => caudal(['channel', ...args, '--project', product.folder])
    const dead = async () =>
      (await product.json<{ notices: DeliveryReport[] }>('/api/channels/lost/notices?state=dead')).notices
    await writeFile(join(product.folder, 'caudal.yaml'), yaml.replace('[ops, hook]', '[lost]'))
    await until(async () => (await stateOf('spread')).notify.includes('lost'))
    for (const week of [4, 5]) await send('readings', [{ file: `week-${week}.csv`, place: 'P-04', sd: 0.8 }])
    await until(async () => (await dead()).length === 2)
    const [id = ''] = (await dead()).map((one) => one.id)
    expect((await run('notices', 'lost', '--state', 'dead')).stdout).toMatch(new RegExp(`^id .*\\n${id.slice(0, 10)} `))
    const shown = (await run('show', 'lost', id.slice(0, 10))).stdout
    expect(shown).toMatch(/P-04 spreads too much in week-\d\.csv/)
    expect(shown).toMatch(/an attempt failed.*cannot reach the webhook[\s\S]*given up/)
    const { stdout } = await run('discard', 'lost', 'told by phone', '--notice', id.slice(0, 10))
    expect(stdout).toBe('discarded 1 notice of lost\n')
    expect((await run('show', 'lost', id)).stdout).toMatch(/discarded +\S+ +told by phone/)
    expect((await run('retry', 'lost')).stdout).toBe('1 notice of lost on the way again\n')
    expect((await run('discard', 'lost', 'why', '--notice', '0000')).code).toBe(2)
    await until(async () => (await dead()).length === 1)
    expect((await run('discard', 'lost', 'the end')).stdout).toBe('discarded 1 notice of lost\n')
    const status = await product.json<{ problems: string[] }>('/api/status')
    expect(status.problems.filter((one) => one.includes('"lost"'))).toEqual([])
  })

  it('has its notices shown and discarded when it is no more in the project, and sends none of them', async () => {
    const run = (...args: string[]) => caudal(['channel', ...args, '--project', product.folder])
    const without = yaml.replace('[ops, hook]', '[ops]').replace(/^ {2}gone: .*\n/m, '')
    await writeFile(join(product.folder, 'caudal.yaml'), without)
    const channels = async () => (await product.json<{ channels: ChannelReport[] }>('/api/channels')).channels
    await until(async () => (await channels()).some(({ name, isRemoved }) => name === 'gone' && isRemoved))
    expect((await run('list')).stdout).toMatch(/^gone +removed +0 +1 +0 +0/m)
    const [, id = ''] = /\n(\w+) .*P-04 spreads too much/.exec((await run('notices', 'gone')).stdout) ?? []
    expect((await run('retry', 'gone')).stderr).toBe(
      'error: cannot send notices of channel "gone" again: the project has it no more\n' +
        '  hint: Add it under "channels" again, or discard them.\n',
    )
    const status = await product.json<{ problems: string[] }>('/api/status')
    expect(status.problems).toContain('Channel "gone" was removed with 1 notice that it had not sent.')
    expect((await run('discard', 'gone', 'nobody reads it')).stdout).toBe('discarded 1 notice of gone\n')
    expect((await channels()).map(({ name }) => name)).not.toContain('gone')
    const story = await product.json<DeliveryStory>(`/api/channels/gone/notices/${id}`)
    expect(story).toMatchObject({ state: 'discarded', history: [{ kind: 'failed' }, { text: 'nobody reads it' }] })
  })

  it('is told of to Prometheus, as monitors are', async () => {
    const text = await (await product.request('/metrics')).text()
    expect(text).toContain('caudal_monitor_state{monitor="errors",state="firing"} 1')
    expect(text).toMatch(/caudal_channel_notices\{channel="ops",outcome="sent"\} 3/)
  })

  it('never shows its secret', async () => {
    for (const path of ['/api/monitors', '/api/channels', '/api/project', '/api/channels/hook/notices'])
      expect(await (await product.request(path)).text(), path).not.toContain('a secret of both sides')
    expect(product.output).not.toContain('a secret of both sides')
  })
})
