/** What a browser does with cookies, and what it says of the page that asks. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

type HeaderChanges = Readonly<Record<string, string | undefined>>

export class Visitor {
  url: string
  cookie = ''

  constructor(url: string) {
    this.url = url
  }

  get(path: string, headers: HeaderChanges = {}): Promise<Answer> {
    return this.#ask('GET', path, undefined, headers)
  }

  post(path: string, body: object, headers: HeaderChanges = {}): Promise<Answer> {
    return this.#ask('POST', path, body, headers)
  }

  put(path: string, body: object): Promise<Answer> {
    return this.#ask('PUT', path, body, {})
  }

  delete(path: string): Promise<Answer> {
    return this.#ask('DELETE', path, undefined, {})
  }

  async #ask(method: string, path: string, body: object | undefined, changes: HeaderChanges): Promise<Answer> {
    const all: HeaderChanges = {
      'x-caudal': '1',
      'sec-fetch-site': 'same-origin',
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...changes,
    }
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      this.cookie = line.includes('Max-Age=0') ? '' : pair
    }
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: response.headers }
  }
}
