/**
 * Stand-ins for values that nobody else is to see: of the same shape (letters for letters, digits for digits, the rest as it is), and the
 * same for the same value wherever it stands, so that records still belong together. Without the key nobody finds the value again.
 */
import { createHmac } from 'node:crypto'

/** What was found in a text: `e-mail address`, … */
export type FindKind = 'e-mail address' | 'card number' | 'token'

const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const digits = '0123456789'

/** Of the same shape as the text. */
export function standInFor(text: string, key: string): string {
  const noise = noiseOf(text, key)
  return Array.from(text, (letter) => {
    const alphabet = digits.includes(letter) ? digits : alphabetOf(letter)
    return alphabet === undefined ? letter : alphabet[noise.next().value % alphabet.length]
  }).join('')
}

/** The text with stand-ins for what looks like an address, a card or a token; tells each that it found. */
export function hideFinds(text: string, key: string, onFind: (kind: FindKind) => void): string {
  const replace = (kind: FindKind, standIn: (found: string) => string | undefined) => (found: string) => {
    const shown = standIn(found)
    if (shown === undefined) return found
    onFind(kind)
    return shown
  }
  return text
    .replace(
      token,
      replace('token', (found) => (isToken(found) ? standInFor(found, key) : undefined)),
    )
    .replace(
      address,
      replace('e-mail address', (found) => addressFor(found, key)),
    )
    .replace(
      card,
      replace('card number', (found) => (isCard(found) ? cardFor(found, key) : undefined)),
    )
}

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const card = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g
const token = /[\w./+-]{20,}={0,2}/g

/** At a domain that nobody has (RFC 2606 §2). */
function addressFor(found: string, key: string): string {
  const [local = '', domain = ''] = standInFor(found, key).split('@')
  return `${local}@${domain.slice(0, domain.lastIndexOf('.'))}.example`
}

function isCard(found: string): boolean {
  return checkDigitFor(found.replace(/\D/g, '').slice(0, -1)) === found.at(-1)
}

/** With the digit that programs check. */
function cardFor(found: string, key: string): string {
  const shown = standInFor(found, key)
  return shown.slice(0, -1) + checkDigitFor(shown.replace(/\D/g, '').slice(0, -1))
}

/** ISO/IEC 7812-1, annex B. */
function checkDigitFor(number: string): string {
  let sum = 0
  for (const [index, digit] of [...number].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}

/** Known beginnings, long hexadecimal numbers, and what mixes digits and letters as no word or path does. UUIDs are names. */
function isToken(found: string): boolean {
  if (/^(eyJ|sk_|pk_|rk_|gh[opsu]_|github_pat_|xox[abp]-|AKIA|ASIA|glpat-|caudal_)/.test(found)) return true
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(found)) return false
  if (/^([0-9a-f]{32,}|[0-9A-F]{32,})$/.test(found)) return true
  const runs = found.match(/[a-z]+|[A-Z]+|\d+/g) ?? []
  const isMixed = /[a-z]/.test(found) && /[A-Z]/.test(found) && /\d/.test(found)
  // Times, paths and names have few and long runs of one sort.
  return isMixed && !/[./][a-z]{2,}/.test(found) && runs.length >= found.length / 4
}

function alphabetOf(letter: string): string | undefined {
  if (!/\p{L}/u.test(letter)) return undefined
  return letter === letter.toLowerCase() ? lower : upper
}

/** Bytes without end that the text and the key decide. */
function* noiseOf(text: string, key: string): Generator<number, never> {
  for (let block = 0; ; block++) yield* createHmac('sha256', key).update(`${block} ${text}`).digest()
}
