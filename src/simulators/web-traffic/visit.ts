/** One visit: the pages that somebody looks at, with time to think between them, and perhaps an order. */
import { chosen, cities, devices, products } from './catalogue.ts'

export interface WebRequest {
  readonly at_ms: number
  readonly line: string
}

/** Whether the payment provider has a bad time. */
export type Weather = (at_ms: number) => boolean

interface Step {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** What it takes on a good day, in milliseconds. */
  readonly usual_ms: number
  readonly order?: { readonly product: string; readonly items: number; readonly price: number }
}

/** The share of those who stay after each page. */
const stays = 0.72

export function requestsOf(begin_ms: number, random: () => number, isBadAt: Weather): WebRequest[] {
  const { country, city, lat, lon } = chosen(cities, random)
  const visitor = {
    session: hex(random, 12),
    country,
    city,
    // Nobody lives in the middle of a city.
    location: { lat: round(lat + (random() - 0.5) * 0.2, 4), lon: round(lon + (random() - 0.5) * 0.2, 4) },
    device: chosen(devices, random).name,
    ip: `203.0.113.${Math.floor(random() * 254) + 1}`,
  }
  const requests: WebRequest[] = []
  let at_ms = begin_ms
  for (const step of stepsOf(random)) {
    requests.push({ at_ms, line: JSON.stringify({ ...recordOf(step, at_ms, random, isBadAt), ...visitor }) })
    at_ms += 1500 + Math.floor(random() * 12_000)
    if (random() > stays) break
  }
  return requests
}

function* stepsOf(random: () => number): Generator<Step> {
  // One in fifty is a program that tries doors.
  if (random() < 0.02) {
    for (const path of ['/wp-login.php', '/.env', '/admin']) yield { method: 'GET', path, usual_ms: 3 }
    return
  }
  yield { method: 'GET', path: '/', usual_ms: 18 }
  const product = products[Math.floor(random() * products.length)]!
  yield { method: 'GET', path: `/c/${product.category}`, usual_ms: 35 }
  for (let looked = 0; looked < 1 + Math.floor(random() * 3); looked++) {
    const other = products[Math.floor(random() * products.length)]!
    yield { method: 'GET', path: `/p/${other.path}`, usual_ms: 28 }
  }
  yield { method: 'GET', path: `/p/${product.path}`, usual_ms: 28 }
  yield { method: 'POST', path: '/cart', usual_ms: 22 }
  const items = 1 + Math.floor(random() * random() * 4)
  yield {
    method: 'POST',
    path: '/checkout',
    usual_ms: 240,
    order: { product: product.name, items, price: product.price },
  }
}

function recordOf(step: Step, at_ms: number, random: () => number, isBadAt: Weather) {
  const { method, path, order } = step
  const isPayment = order !== undefined
  const isBad = isBadAt(at_ms)
  const hasFailed = isPayment && random() < (isBad ? 0.7 : 0.015)
  const isMissing = path.startsWith('/wp-') || path === '/.env' || path === '/admin'
  const status = hasFailed ? 502 : isMissing ? 404 : isPayment ? 201 : 200
  const spread = Math.exp((random() + random() + random() - 1.5) * 0.9)
  const slow_ms = isPayment && isBad ? 5000 : 0
  const duration_ms = round(step.usual_ms * spread * (isBad ? 1.6 : 1) + slow_ms, 1)
  const level = hasFailed ? 'error' : isMissing || duration_ms > 1000 ? 'warn' : 'info'
  const why = hasFailed ? ': payment provider timed out after 5 s' : ''
  const about = {
    _time: new Date(at_ms).toISOString(),
    simulated: true,
    service: isPayment ? 'payments' : 'shop',
    level,
    method,
    path,
    status,
    duration_ms,
    message: `${method} ${path} ${status} in ${Math.round(duration_ms)} ms${why}`,
  }
  if (!order || hasFailed) return about
  return { ...about, order: { ...orderOf(order, at_ms), amount: round(order.items * order.price, 2) } }
}

/** The till of a branch sends its orders by a program of its own, which writes a comma where a point is expected. */
export function tillOrder(at_ms: number): WebRequest {
  const record = {
    _time: new Date(at_ms).toISOString(),
    simulated: true,
    service: 'payments',
    level: 'info',
    method: 'POST',
    path: '/checkout',
    status: 201,
    duration_ms: 210,
    message: 'POST /checkout 201 in 210 ms',
    order: { ...orderOf({ product: 'Bread knife', items: 2 }, at_ms), amount: '49,00' },
    session: 'till-2',
    country: 'ES',
    city: 'Madrid',
    location: { lat: 40.4215, lon: -3.7021 },
    device: 'till',
    ip: '203.0.113.1',
  }
  return { at_ms, line: JSON.stringify(record) }
}

function orderOf({ product, items }: { product: string; items: number }, at_ms: number) {
  return { id: `A-${Math.floor(at_ms / 100) % 10_000_000}`, product, items }
}

function hex(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
