import type { PartialStatusReport, StatusReport } from '../../model/status-report.ts'
import { type Caller, isLimited, isNamed } from '../../runtime/access.ts'

/** A token for some names learns nothing of the others, nor of the machine. */
export function statusFor(
  caller: Caller,
  status: StatusReport | PartialStatusReport,
): StatusReport | PartialStatusReport {
  if (!isLimited(caller)) return status
  const visible = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => isNamed(caller, name)))
  const { name, version, started, uptime_s, streams, datasets } = status
  return {
    name,
    version,
    started,
    uptime_s,
    streams: visible(streams),
    datasets: visible(datasets),
    functions: {},
    sources: {},
    endpoints: {},
    problems: [],
  }
}
