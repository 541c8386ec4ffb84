/** All figures of a project for Prometheus. */
import { Gauge, Registry } from 'prom-client'
import { type Caller, isLimited, isNamed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { statusOf } from '../../runtime/status.ts'
import { endpointMetrics } from './endpoint-metrics.ts'
import { monitorMetrics } from './monitor-metrics.ts'
import { viewMetrics } from './view-metrics.ts'

export interface MetricsText {
  readonly contentType: string
  /** As they are now, of what the caller may read. */
  textFor(caller: Caller): Promise<string>
}

export function createMetricsText(platform: Platform): MetricsText {
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const records = gauge(
    'caudal_stream_records_total',
    'Records of a stream by what became of them; received is their sum and what is pending.',
    ['stream', 'outcome'],
  )
  const streamBytes = gauge('caudal_stream_bytes', 'Bytes of a stream on disk.', ['stream'])
  const rows = gauge('caudal_dataset_rows', 'Rows of a dataset.', ['dataset'])
  const datasetBytes = gauge('caudal_dataset_bytes', 'Bytes of a dataset on disk.', ['dataset'])
  const files = gauge('caudal_dataset_files', 'Parquet files of a dataset.', ['dataset'])
  const lag = gauge('caudal_dataset_lag_records', 'Records acknowledged and not in the dataset yet.', ['dataset'])
  const invocations = gauge('caudal_function_invocations_total', 'Runs of a function.', ['function'])
  const taken = gauge('caudal_function_records_total', 'Records that a function was given.', ['function'])
  const errors = gauge('caudal_function_errors_total', 'Runs of a function that failed.', ['function'])
  const coldStarts = gauge('caudal_function_cold_starts_total', 'Workers that a function was given.', ['function'])
  const cpu = gauge('caudal_function_cpu_seconds_total', 'Processor time of a function.', ['function'])
  const workers = gauge('caudal_function_workers', 'Processes that run a function.', ['function'])
  const behind = gauge('caudal_function_lag_records', 'Records that a function has not read yet.', ['function'])
  const missed = gauge('caudal_function_missed_times_total', 'Times that a function did not run in time.', ['function'])
  const memory = gauge('caudal_process_resident_bytes', 'Resident memory of a process.', ['process'])
  const free = gauge('caudal_disk_free_bytes', 'Free bytes on the disk that holds the data.', [])
  const setters = [endpointMetrics, viewMetrics, monitorMetrics].map((metrics) => metrics(registry, platform))

  const textFor = async (caller: Caller) => {
    const status = await statusOf(platform)
    // From here to the text nothing waits: who asks meanwhile, perhaps for less, is not given these.
    registry.resetMetrics()
    for (const [stream, { bytes, damage, ...counters }] of Object.entries(status.streams)) {
      if (!isNamed(caller, stream)) continue
      streamBytes.set({ stream }, bytes)
      for (const [outcome, value] of Object.entries(counters)) records.set({ stream, outcome }, value)
    }
    for (const [dataset, report] of Object.entries(status.datasets)) {
      if (!isNamed(caller, dataset)) continue
      rows.set({ dataset }, report.rows)
      datasetBytes.set({ dataset }, report.bytes)
      files.set({ dataset }, report.files)
      lag.set({ dataset }, report.lag_records)
    }
    for (const [name, report] of Object.entries(status.functions)) {
      if (!isNamed(caller, report.on)) continue
      const labels = { function: name }
      invocations.set(labels, report.invocations)
      taken.set(labels, report.records)
      errors.set(labels, report.errors)
      coldStarts.set(labels, report.cold_starts)
      cpu.set(labels, report.cpu_s)
      workers.set(labels, report.workers)
      behind.set(labels, report.lag_records)
      if (report.schedule) missed.set(labels, report.schedule.missed)
    }
    // Processes have the names of functions.
    const processes = isLimited(caller) ? [] : Object.entries(status.memory.rss_bytes)
    for (const [process, bytes] of processes) memory.set({ process }, bytes)
    free.set(status.disk.free_bytes)
    for (const set of setters) set(caller)
    return registry.metrics()
  }
  return { contentType: registry.contentType, textFor }
}
