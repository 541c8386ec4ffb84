import type { YAMLError, ErrorCode as YamlCode } from 'yaml'
import { type Place, UserError } from './errors.ts'

type Sentence = readonly [message: string, hint: string]

/** What a person would say of each mistake; `word` is the text at its place. */
const sentences: Partial<Record<YamlCode, (word: string, message: string) => Sentence>> = {
  TAB_AS_INDENT: () => ['cannot read indentation: expecting spaces; got a tab', 'Indent with two spaces.'],
  BAD_INDENT: (word, message) =>
    message.startsWith('Flow')
      ? [
          `cannot read ${message.includes('map') ? 'map' : 'list'}: expecting its closing ${message.at(-1)} before this place`,
          'Close the bracket, and indent what is inside further than the key that it belongs to.',
        ]
      : [
          `cannot read "${word}": expecting the column of the lines that it belongs to`,
          'Indent the keys of one map alike.',
        ],
  BLOCK_AS_IMPLICIT_KEY: (word) => [
    `cannot read "${word}": expecting one "key: value" a line`,
    'Put a value that holds ": " in quotes; indent the keys of one map alike.',
  ],
  MULTILINE_IMPLICIT_KEY: (word) => [
    `cannot read "${word}": expecting "key: value"`,
    /^[\w-]+:\S/.test(word) ? 'Put a space after the colon.' : 'Put a colon and a space after the key.',
  ],
  MISSING_CHAR: (word, message) => {
    if (message.includes('quote')) {
      return [
        `cannot read text in quotes: expecting its closing ${message.at(message.indexOf('quote') - 1)}`,
        'Close the quote.',
      ]
    }
    if (message.includes(','))
      return [`cannot read "${word}": expecting a comma before it`, 'Separate the items with commas.']
    return [`cannot read "${word}": expecting "key: value"`, 'Put a colon and a space after the key.']
  },
  BLOCK_IN_FLOW: (word) => [
    `cannot read "${word}" inside brackets: expecting a comma before it`,
    'Separate the items with commas.',
  ],
  BAD_SCALAR_START: (word) => [
    `cannot read value "${word}": a value cannot begin with ${word.charAt(0)}`,
    'Put the value in quotes.',
  ],
  BAD_DQ_ESCAPE: (word) => [
    `cannot read "${word}" inside double quotes: a backslash begins an escape there`,
    'Use single quotes, or write each backslash twice.',
  ],
  TAG_RESOLVE_FAILED: (word) => [
    `cannot read value "${word}": a value that begins with ! is a tag, and tags are not used here`,
    'Put the value in quotes.',
  ],
  MULTIPLE_DOCS: () => [
    'cannot read a second document: expecting one',
    'Remove the line "---" and merge what follows.',
  ],
}

/** A YAML parser's complaint as a sentence with a place and a way out. */
export function yamlMistake(error: YAMLError, text: string, placeAt: (index: number) => Place): UserError {
  const start = Math.min(error.pos[0], text.length)
  const index = start + (/^ +(?=\S)/.exec(text.slice(start))?.[0].length ?? 0)
  const at = placeAt(index)
  const variable = maybeVariable(text, index)?.name
  if (variable) {
    return new UserError('invalid', `cannot read \${${variable}} inside brackets: expecting quotes around it`, {
      at,
      hint: `Write "\${${variable}}" with its quotes.`,
      cause: error,
    })
  }
  const word = /^\S+/.exec(text.slice(index, index + 60))?.[0].replace(/[,}\]]+$/, '') ?? ''
  const [message, hint] = sentences[error.code]?.(word, error.message) ?? [
    `cannot read YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`,
    'Put the value in quotes if it holds any of : # { } [ ] , & * ! | > % @.',
  ]
  return new UserError('invalid', message, { at, hint, cause: error })
}

/** The `${NAME}` over whose bracket the parser stumbled, which opens a map inside `{ }` and `[ ]`. */
export function maybeVariable(text: string, index: number): Variable | undefined {
  const from = Math.max(0, index - 1)
  const match = /^.?\$?\{(\w+)\}/s.exec(text.slice(from, index + 64))
  const start = match ? from + match[0].lastIndexOf('{') : 0
  if (!match || text[start - 1] !== '$') return undefined
  return { name: match[1]!, start: start - 1, end: from + match[0].length }
}

interface Variable {
  readonly name: string
  /** Its dollar sign. */
  readonly start: number
  /** Behind its bracket. */
  readonly end: number
}
