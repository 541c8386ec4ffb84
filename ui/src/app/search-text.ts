/** The state of a page as the query of its address, readable: `?q=level:error&in=logs`. Every value is a text. */

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  if (entries.length === 0) return ''
  const pairs = entries.map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
  return `?${pairs.join('&')}`
}

/** What may stand in a query as it is stays as it is, so that people can read it. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%(3A|2C|2F|40|3B|24|28|29|2A)/g, (code) => decodeURIComponent(code))
    .replace(/%20/g, '+')
}
