import { hostname, loadavg, uptime } from 'node:os'
import system from 'systeminformation'
import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../lib/duration.ts'
import { batchOf } from '../model/batch.ts'
import { defineSource } from './source.ts'

/** Processes are counted by listing them all, which costs more than all else: not with every record. */
const processes_ms = 30_000

export default defineSource({
  name: 'host',
  summary: 'Measures this machine: processor, load, memory, disk, network and processes.',
  options: Type.Object({
    interval: Type.String({
      description: 'The time between two records.',
      pattern: durationPattern,
      default: '5s',
    }),
  }),
  example: { interval: '5s' },

  // There is nothing to resume: what happened while nobody measured is not known.
  async *read({ interval }, { signal, sleep }) {
    const every = parseDuration(interval)
    const rates = new Rates()
    let processes = await countProcesses()
    let counted = performance.now()
    // The first measurement only tells where the counters stand.
    await measure(rates)
    let next = performance.now() + Math.min(every, 1000)
    while (!signal.aborted) {
      await sleep(Math.max(0, next - performance.now()))
      if (signal.aborted) return
      if (performance.now() - counted > processes_ms) {
        processes = await countProcesses()
        counted = performance.now()
      }
      const record = { _time: new Date().toISOString(), host: hostname(), ...(await measure(rates)), processes }
      yield { ...batchOf([onlyFinite(record)]), cursor: null }
      // Measured from the plan, not from the end of the work, so that records keep their distance; after a long sleep, from now.
      next = Math.max(next + every, performance.now())
    }
  },
})

async function measure(rates: Rates) {
  const [cpu, memory, disks, network, io] = await Promise.all([
    system.currentLoad(),
    system.mem(),
    system.fsSize(),
    system.networkStats('*'),
    system.disksIO(),
  ])
  const [one, five, fifteen] = loadavg()
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const real = network.filter(({ iface }) => iface !== 'lo')
  const received = sum(real.map(({ rx_bytes }) => rx_bytes))
  const sent = sum(real.map(({ tx_bytes }) => tx_bytes))
  // Several mounts of one device are one disk.
  const devices = [...new Map(disks.map((disk) => [disk.fs, disk])).values()]
  return {
    uptime_seconds: Math.round(uptime()),
    cpu: {
      used_percent: round(cpu.currentLoad),
      user_percent: round(cpu.currentLoadUser),
      system_percent: round(cpu.currentLoadSystem),
      idle_percent: round(cpu.currentLoadIdle),
      steal_percent: round(cpu.currentLoadSteal),
      cores: cpu.cpus.length,
    },
    load: { one_minute: round(one!), five_minutes: round(five!), fifteen_minutes: round(fifteen!) },
    memory: {
      total_bytes: memory.total,
      // What programs hold; caches are given back when they are wanted.
      used_bytes: memory.total - memory.available,
      available_bytes: memory.available,
      cached_bytes: memory.buffcache,
      used_percent: round((100 * (memory.total - memory.available)) / memory.total),
      swap_used_bytes: memory.swapused,
    },
    disk: {
      total_bytes: sum(devices.map(({ size }) => size)),
      used_bytes: sum(devices.map(({ used }) => used)),
      available_bytes: sum(devices.map(({ available }) => available)),
      reads_per_second: rates.of('reads', io?.rIO),
      writes_per_second: rates.of('writes', io?.wIO),
    },
    network: {
      received_bytes: received,
      sent_bytes: sent,
      received_bytes_per_second: rates.of('received', received),
      sent_bytes_per_second: rates.of('sent', sent),
      errors: sum(real.map(({ rx_errors, tx_errors }) => rx_errors + tx_errors)),
      dropped: sum(real.map(({ rx_dropped, tx_dropped }) => rx_dropped + tx_dropped)),
    },
  }
}

async function countProcesses() {
  const { all, running, blocked, sleeping } = await system.processes()
  return { total: all, running, blocked, sleeping }
}

/** How fast counters grow, from one measurement to the next. */
class Rates {
  readonly #last = new Map<string, { value: number; at: number }>()

  of(name: string, value: number | undefined): number | undefined {
    if (value === undefined) return undefined
    const at = performance.now()
    const last = this.#last.get(name)
    this.#last.set(name, { value, at })
    // A counter that went back was begun anew.
    if (!last || value < last.value || at === last.at) return undefined
    return round((1000 * (value - last.value)) / (at - last.at))
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Leaves out what is no number: a machine does not tell everything. */
function onlyFinite(value: object): object {
  const known = Object.entries(value).flatMap(([name, inner]) => {
    if (inner === null || inner === undefined || (typeof inner === 'number' && !Number.isFinite(inner))) return []
    return [[name, typeof inner === 'object' ? onlyFinite(inner) : inner]]
  })
  return Object.fromEntries(known)
}
