/**
 * kill -9 of the whole process group while files land and notices are on their way to a mail server and a webhook, which answer late or
 * not at all. Afterwards each group of records was told under one id and no other, every repetition of a notice is the same to the
 * byte, and nobody was left out: as many notices as without any kill.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { randomFrom } from '../../src/lib/random.ts'
import type { Notice } from '../../src/model/notice.ts'
import { Product, temporaryProject } from '../support/product.ts'
import { headerOf, MailServer } from '../support/smtp-server.ts'
import type { TortureResult } from './torture.ts'

const places = ['P-01', 'P-02', 'P-03', 'P-04']
const rowsInFile = 100

function yamlOf(server: string, url: string): string {
  return `name: torture
sources:
  landing: { type: files, path: "landing/*.csv", to: readings, poll: 100ms, settle: 100ms, file_field: file }
datasets:
  readings: {}
monitors:
  spread: { on: readings, when: sd > 0.5, by: [file, place], wait: 300ms, again: never, notify: [ops, hook] }
  any: { kql: "*", in: readings, when: value > 0, over: 100y, every: 1s, no_data: keep, notify: [hook] }
channels:
  ops: { type: email, to: [ops@example.org], from: caudal@example.org, server: "${server}", limit: 100000 }
  hook: { type: webhook, url: "${url}", limit: 100000 }
`
}

export async function noticeKill({ count, seed }: { count: number; seed: number }): Promise<TortureResult> {
  const random = randomFrom(seed)
  const mail = new MailServer()
  const hook = new UnsteadyHook(random)
  const { folder, remove } = await temporaryProject(yamlOf(await mail.listen(), await hook.listen()))
  await mkdir(join(folder, 'landing'))
  const product = new Product(folder)
  const expected = new Map<string, number>()
  const stopLoad = new AbortController()
  const load = dropFiles(folder, expected, random, stopLoad.signal)
  const violations: string[] = []
  try {
    for (let run = 0; run < count; run++) {
      product.spawn()
      if (random() < 0.2) await pause(random() * 600)
      else {
        await product.untilReady(60_000)
        await pause(random() * 2500)
      }
      await product.kill()
    }
    stopLoad.abort()
    await load
    product.spawn()
    await product.untilReady(60_000)
    await untilTold(() => [hook.groups().size, mailIds(mail).size], expected.size)
    violations.push(...check(expected, hook, mail))
  } finally {
    stopLoad.abort()
    await product.kill()
    await remove()
    await mail.close()
    hook.close()
  }
  const repeated = hook.taken.length - new Set(hook.taken.map(({ id }) => id)).size
  return {
    figure: `${count} kills, ${expected.size} groups of records told once each (${repeated} posts came again under their id)`,
    violations,
  }
}

/** Waits while there is progress, and a moment longer for what would be too much. */
async function untilTold(counts: () => number[], wanted: number): Promise<void> {
  let before = 0
  for (let idle = 0; idle < 600 && counts().some((count) => count < wanted); idle++) {
    await pause(100)
    const now = counts().reduce((sum, count) => sum + count, 0)
    if (now > before) idle = 0
    before = now
  }
  await pause(2000)
}

function check(expected: ReadonlyMap<string, number>, hook: UnsteadyHook, mail: MailServer): string[] {
  const violations: string[] = []
  const bodies = new Map<string, string>()
  for (const { id, body } of hook.taken) {
    if ((bodies.get(id) ?? body) !== body) violations.push(`notice ${id} came again and was another`)
    bodies.set(id, body)
  }
  for (const [group, ids] of hook.groups()) {
    if (!expected.has(group)) violations.push(`${group} was told without a reason`)
    if (ids.size > 1) violations.push(`${group} was told ${ids.size} times`)
  }
  for (const [group] of expected) if (!hook.groups().has(group)) violations.push(`${group} was not told`)
  for (const { monitor, facts, rows } of hook.notices()) {
    const group = facts.slice(0, 2).map(({ value }) => value)
    if (monitor === 'spread' && rows!.total > expected.get(group.join(' '))!)
      violations.push(`${group.join(' ')} was told with ${rows!.total} records`)
  }
  const mails = mailIds(mail).size
  if (mails !== expected.size) violations.push(`${mails} mails for ${expected.size} groups`)
  const any = new Set(hook.notices().flatMap(({ id, monitor, state }) => (monitor === 'any' ? [`${state} ${id}`] : [])))
  if (any.size !== 1) violations.push(`what fires all the time was told as ${[...any].join(', ')}`)
  return violations
}

function mailIds(mail: MailServer): Set<string> {
  return new Set(mail.mails.map((one) => headerOf(one, 'message-id')))
}

/** Takes notices late, and sometimes refuses, or takes one and does not say so. */
class UnsteadyHook {
  readonly taken: { readonly id: string; readonly body: string }[] = []
  readonly #server

  constructor(random: () => number) {
    this.#server = createServer(async (request, response) => {
      const body = (await buffer(request)).toString()
      await pause(random() * 100)
      const fate = random()
      if (fate < 0.05) return response.writeHead(503).end()
      this.taken.push({ id: String(request.headers['webhook-id']), body })
      if (fate < 0.1) return request.socket.destroy()
      return response.end('ok')
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  notices(): Notice[] {
    return this.taken.map(({ body }) => JSON.parse(body) as Notice)
  }

  /** The ids under which each file and place was told. */
  groups(): Map<string, Set<string>> {
    const groups = new Map<string, Set<string>>()
    for (const { id, monitor, facts } of this.notices()) {
      if (monitor !== 'spread') continue
      const group = facts.slice(0, 2).map(({ value }) => value)
      groups.set(group.join(' '), (groups.get(group.join(' ')) ?? new Set()).add(id))
    }
    return groups
  }
}

/** A file as it lands: whole. `expected` counts the records that spread too much, by file and place. */
async function dropFiles(
  folder: string,
  expected: Map<string, number>,
  random: () => number,
  signal: AbortSignal,
): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const file = `week-${n}.csv`
    const rows = Array.from({ length: rowsInFile }, (_, i) => {
      const place = places[Math.floor(random() * places.length)]!
      const sd = random() < 0.05 ? 0.6 : 0.2
      const group = `landing/${file} ${place}`
      if (sd > 0.5) expected.set(group, (expected.get(group) ?? 0) + 1)
      return `2026-01-01,${place},${i},${sd}`
    })
    await writeFile(join(folder, file), `date,place,mean,sd\n${rows.join('\n')}\n`)
    await rename(join(folder, file), join(folder, 'landing', file))
    await pause(500 + random() * 1000)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
