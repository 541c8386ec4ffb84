import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript'
import { StandardSQL } from '@codemirror/lang-sql'
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight'
import type { ReactNode } from 'react'
import type { CodeLanguage } from './code-text.tsx'

const parsers = {
  sql: StandardSQL.language.parser,
  javascript: javascriptLanguage.parser,
  typescript: typescriptLanguage.parser,
} as const

const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword], class: 'keyword' },
  { tag: [tags.string, tags.number, tags.bool, tags.null, tags.regexp], class: 'value' },
  { tag: [tags.propertyName, tags.typeName], class: 'name' },
  { tag: tags.comment, class: 'comment' },
])

export default function ColoredCode({ text, language }: { text: string; language: CodeLanguage }) {
  const found: ReactNode[] = []
  const put = (piece: string, kind: string) => {
    found.push(
      kind === '' ? (
        piece
      ) : (
        <span key={found.length} data-kind={kind}>
          {piece}
        </span>
      ),
    )
  }
  highlightCode(text, parsers[language].parse(text), highlighter, put, () => found.push('\n'))
  return found
}
