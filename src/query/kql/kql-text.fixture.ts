import type { Glob } from '../plan.ts'
import type { Kql, Value } from './syntax.ts'

/** The query as text again; parsing it gives the same syntax tree. */
export function printKql(kql: Kql): string {
  switch (kql.type) {
    case 'all':
      return ''
    case 'and':
    case 'or':
      return kql.of.map(printOperand).join(` ${kql.type} `)
    case 'not':
      return `not ${printOperand(kql.of)}`
    case 'is':
      return kql.field ? `${printName(kql.field.glob)}:${printValue(kql.value)}` : printValue(kql.value)
    case 'range':
      return `${printName(kql.field.glob)} ${kql.comparison} ${quote(kql.value)}`
    case 'nested':
      return `${printName(kql.field.glob)}:{ ${printKql(kql.of)} }`
  }
}

function printOperand(kql: Kql): string {
  return kql.type === 'and' || kql.type === 'or' ? `(${printKql(kql)})` : printKql(kql)
}

function printName(glob: Glob): string {
  return glob.length === 1 && glob[0] === '' ? '""' : printWord(glob)
}

function printValue(value: Value): string {
  return 'phrase' in value ? quote(value.phrase) : value.words.map(printWord).join(' ')
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

function printWord(glob: Glob): string {
  const word = glob.map(escapeLiteral).join('*')
  if (/^(and|or|not)$/i.test(word)) return `\\${word}`
  // What other languages mean by these is an error in KQL, unless escaped.
  return /^(TO|&&|\|\||!)$/.test(word) ? escapeUnicode(word[0]!) + word.slice(1) : word
}

function escapeLiteral(text: string): string {
  return text.replace(/[\\():<>"*{} ]/g, '\\$&').replace(/(?! )\s/g, escapeUnicode)
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
