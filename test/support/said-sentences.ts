/** The sentences that the server may say, as forms in which `{}` stands for what differs, read from its code. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

const server = join(import.meta.dirname, '../../src')

export interface Said {
  /** Below `src/`. */
  readonly file: string
  readonly form: string
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Every text of the code, with what it stands in, from the outside to the inside. */
interface Text extends Said {
  readonly around: readonly string[]
}

/** What stands in these is documentation, or is not said to people: SQL, the log, faults of our own. */
const elsewhere = new Set([
  ...['description', 'summary', 'title', 'examples', 'example', 'cases', 'tags', 'sql', 'headers', 'content-type'],
  ...[
    'log:debug',
    'log:info',
    'log:warn',
    'log:error',
    'call:instant',
    'call:prepare',
    'call:exec',
    'call:run',
    'call:gauge',
  ],
  ...['call:runAndReadAll', 'call:counter', 'call:duration', 'new:Error', 'new:TypeError', 'new:RegExp'],
])

/** What stands in these is said to people. */
const saying = new Set([
  ...[
    'hint',
    'message',
    'reason',
    'why',
    'problem',
    'new:UserError',
    'new:Unreadable',
    'new:Whole',
    'call:refuse',
    'call:reject',
  ],
  ...['call:tell', 'call:unfit', 'call:kqlError', 'call:failure', 'call:fail', 'call:tooLarge', 'call:unknown'],
])

const beginning =
  /^(cannot|expecting|it|its|there|the|no|a|an|another|each|more|nobody|only|at least|at most|you|names?) /

export function sentencesSaid(): Said[] {
  return textsOfServer().filter((text) => isSentence(text))
}

/** All texts, sentences or not. */
export function formsOfServer(): Set<string> {
  return new Set(textsOfServer().map(({ form }) => form))
}

function isSentence({ form, around }: Text): boolean {
  const words = form.replaceAll('{}', ' ').match(/[A-Za-z]{2,}/g) ?? []
  if (words.length < 2 || isCode(form) || around.some((name) => elsewhere.has(name))) return false
  return (
    beginning.test(form) ||
    /^[A-Z].* .*[.?]$|^[A-Z][a-z]+ [a-z]+ [a-z]+/.test(form) ||
    around.some((name) => saying.has(name))
  )
}

/** SQL, HTML, headers, source. */
function isCode(form: string): boolean {
  return (
    /^\s*(select|insert|update|delete|create|drop|alter|with|copy|describe|pragma|set|group by|order by|limit|partition by)\b(?!.*[.])/i.test(
      form,
    ) ||
    /^\W*<|\bcase when\b|try_cast|=>|;\s*$|\bunion all\b|\n\s*\S/i.test(form) ||
    !/[a-z] |[,:;"] [a-z{]/.test(form)
  )
}

let texts: Text[] | undefined

function textsOfServer(): Text[] {
  texts ??= readTexts()
  return texts
}

function readTexts(): Text[] {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => /(?<!\.(test|contract|fixture|arbitrary))\.ts$/.test(file)).flatMap(textsOf)
}

function textsOf(file: string): Text[] {
  const texts: Text[] = []
  const visit = (value: unknown, around: readonly string[]): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, around)
    else if (typeof value === 'object' && value !== null) {
      const node = value as Node
      const form = maybeForm(node)
      if (form !== undefined) texts.push({ file: file.replaceAll('\\', '/'), form, around })
      const name = maybeName(node)
      const inside = name === undefined ? around : [...around, name]
      for (const child of Object.values(node)) visit(child, inside)
    }
  }
  visit(parseSync(file, readFileSync(join(server, file), 'utf8')).program, [])
  return texts
}

function maybeForm(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}')
}

/** Of a property its key, of a call `call:` and whom it calls, of one of a log `log:`, of `new` its class. */
function maybeName(node: Node): string | undefined {
  if (node.type === 'Property') return nameOf(node.key)
  if (node.type === 'CallExpression') {
    const { object } = node.callee as { object?: unknown }
    const isOfLog = object !== undefined && /log$/i.test(nameOf(object) ?? '')
    return `${isOfLog ? 'log' : 'call'}:${nameOf(node.callee)}`
  }
  if (node.type === 'NewExpression') return `new:${nameOf(node.callee)}`
  return undefined
}

function nameOf(node: unknown): string | undefined {
  const { name, value, property } = node as { name?: string; value?: unknown; property?: unknown }
  return name ?? (typeof value === 'string' ? value : property === undefined ? undefined : nameOf(property))
}
