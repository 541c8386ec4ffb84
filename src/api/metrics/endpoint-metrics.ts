/** Endpoints for Prometheus: requests by the status of their answer, those from memory, and how long they took. */
import { Gauge, type Metric, type MetricValueWithName, type Registry } from 'prom-client'
import { type Caller, isLimited } from '../../runtime/access.ts'
import { type EndpointUsage, latencyBounds_ms } from '../../runtime/endpoints/usage.ts'
import type { Platform } from '../../runtime/platform.ts'

type Value = MetricValueWithName<'endpoint' | 'le'>

const seconds = 'caudal_endpoint_seconds'

/** Sets the figures anew; a token for some names, such as a customer's, learns nothing of what others ask. */
export function endpointMetrics(registry: Registry, { endpoints }: Platform): (caller: Caller) => void {
  const registers = [registry]
  const requests = new Gauge({
    name: 'caudal_endpoint_requests_total',
    help: 'Requests of an endpoint by the status of the answer; 429 were more than its rate allows.',
    labelNames: ['endpoint', 'status'],
    registers,
  })
  const fromMemory = new Gauge({
    name: 'caudal_endpoint_memory_answers_total',
    help: 'Requests of an endpoint that were answered from memory.',
    labelNames: ['endpoint'],
    registers,
  })
  let values: Value[] = []
  const get = async () => ({
    name: seconds,
    help: 'How long an endpoint took to answer.',
    type: 'histogram',
    aggregator: 'sum',
    values,
  })
  // The library's own histogram has to see each request; this one is told of all of them.
  registry.registerMetric({ name: seconds, get, reset: () => {} } as unknown as Metric)
  return (caller) => {
    const all = isLimited(caller) ? [] : endpoints.all
    for (const { name } of all) {
      const usage = endpoints.usageOf(name)
      for (const [status, count] of usage.statuses) requests.set({ endpoint: name, status: String(status) }, count)
      fromMemory.set({ endpoint: name }, usage.fromMemory)
    }
    values = all.flatMap(({ name }) => histogramOf(name, endpoints.usageOf(name)))
  }
}

/** https://prometheus.io/docs/concepts/metric_types/#histogram: each bucket has all that took no longer. */
function histogramOf(endpoint: string, { latency }: EndpointUsage): Value[] {
  let count = 0
  const buckets = latency.buckets.map((own, i): Value => {
    count += own
    const bound_ms = latencyBounds_ms[i]
    const le = bound_ms === undefined ? '+Inf' : String(bound_ms / 1000)
    return { metricName: `${seconds}_bucket`, labels: { endpoint, le }, value: count }
  })
  return [
    ...buckets,
    { metricName: `${seconds}_sum`, labels: { endpoint }, value: latency.sum_ms / 1000 },
    { metricName: `${seconds}_count`, labels: { endpoint }, value: count },
  ]
}
