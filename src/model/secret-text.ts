/** Secrets known by what stands before them: names of fields, `password=…` in queries and connection strings, users of addresses. */

/** As regular expressions; English and Spanish. */
const words = [
  'pass(?:word|wd|phrase|code)?',
  'pwd',
  'secret',
  'token',
  '(?:api|access|account|private|secret)[_ -]?key',
  'authori[sz]ation',
  'credentials?',
  'cookie',
  'session(?:[_ -]?id)?',
  'sig(?:nature)?',
  'jwt',
  'otp',
  'cvv',
  'contrase(?:ñ|n)a',
  'clave(?:[_ -](?:privada|secreta))?',
  'secreto',
].join('|')

/** Alone, or the last words of a longer name: `x-api-key`, `db_password`, `Set-Cookie`. */
const secretName = new RegExp(`^(?:.*[_. -])?(?:${words})s?$`, 'iu')

/** Whether a field of this name holds what opens a door, whatever it looks like. `accessToken` is read as `access_Token`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.normalize('NFC').replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, '_'))
}

/** RFC 3986 §3.2.1; a password with an unescaped @ reaches to the last one before the path. */
const inAddress = /\b([a-z][a-z\d+.-]{0,30}:\/\/[^\s/?#@:]{0,200}:)([^\s/?#]{1,500})(?=@)/gi

/** What looks like the name of a value: its end may be quoted, by an escaped quote in JSON that is text itself. */
const naming =
  /(?<![\p{L}\p{M}\d_.-])([\p{L}\p{M}\d_.-]{1,64})(?:\\?["'])?\s{0,4}[=:]\s{0,4}(?:(?:bearer|basic|token)\s+)?/giu

/** In quotes it reaches to the same quotes, without them to what ends it in a query, a connection string or a line. */
const value = /(\\?["'])(.{1,4000}?)\1|([^\s&;,"'\\<>(){}[\]]+)/suy

/** The text with something else in the place of each secret in it. */
export function hideSecrets(text: string, standIn: (secret: string) => string): string {
  const open = text.replace(inAddress, (_, before: string, secret: string) => before + standIn(secret))
  let shown = ''
  let end = 0
  for (const { 0: found, 1: name, index } of open.matchAll(naming)) {
    const start = index + found.length
    if (index < end || !isSecretName(name!)) continue
    value.lastIndex = start
    const { 1: quote = '', 2: inner, 3: bare } = value.exec(open) ?? []
    const secret = inner ?? bare
    if (secret === undefined || secret.startsWith('//')) continue
    shown += open.slice(end, start) + quote + standIn(secret) + quote
    end = start + 2 * quote.length + secret.length
  }
  return shown + open.slice(end)
}
