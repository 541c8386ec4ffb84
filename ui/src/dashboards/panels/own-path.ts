/** A path of this server: `/pictures/plan.svg`. Undefined for other servers, scripts and what is no path. */
export function maybeOwnPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined
  const base = 'http://caudal.invalid'
  const url = URL.parse(value, base)
  return url?.origin === base ? url.pathname + url.search : undefined
}

const picture = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/

/** A picture in itself may come from anywhere; in an `<img>` no script of it runs. */
export function maybePicture(value: unknown): string | undefined {
  return typeof value === 'string' && picture.test(value) ? value : maybeOwnPath(value)
}
