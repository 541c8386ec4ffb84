import { marked, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode, useMemo } from 'react'
import { definePanel, type PanelProps } from './panel.ts'
import classes from './text.module.css'

/** Markdown as elements: markup in it is shown as the text that it is, and links lead to pages only. */
function TextPanel({ panel }: PanelProps) {
  const tokens = useMemo(() => marked.lexer(panel.text ?? ''), [panel.text])
  return (
    <div className={classes.text} tabIndex={0}>
      <All tokens={tokens} />
    </div>
  )
}

function All({ tokens }: { tokens: readonly Token[] | undefined }) {
  return tokens?.map((token, i) => <Fragment key={`${i} ${token.type}`}>{elementOf(token)}</Fragment>)
}

function elementOf(token: Token): ReactNode {
  const inner = 'tokens' in token && token.tokens ? <All tokens={token.tokens} /> : null
  switch (token.type) {
    case 'heading':
      return (token as Tokens.Heading).depth < 3 ? <h3>{inner}</h3> : <h4>{inner}</h4>
    case 'paragraph':
      return <p>{inner}</p>
    case 'strong':
      return <strong>{inner}</strong>
    case 'em':
      return <em>{inner}</em>
    case 'del':
      return <del>{inner}</del>
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>
    case 'code':
      return <pre>{(token as Tokens.Code).text}</pre>
    case 'blockquote':
      return <blockquote>{inner}</blockquote>
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'link':
      return <SafeLink href={(token as Tokens.Link).href}>{inner}</SafeLink>
    case 'list': {
      const { ordered, items } = token as Tokens.List
      const entries = items.map((item, i) => (
        <li key={`${i} ${item.text}`}>
          <All tokens={item.tokens} />
        </li>
      ))
      return ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>
    }
    case 'table':
      return <MarkdownTable table={token as Tokens.Table} />
    case 'space':
    case 'def':
      return null
    default:
      return inner ?? ('text' in token ? String(token.text) : token.raw)
  }
}

function MarkdownTable({ table: { header, rows } }: { table: Tokens.Table }) {
  return (
    <table>
      <thead>
        <tr>
          {header.map(({ text, tokens }, i) => (
            <th key={`${i} ${text}`}>
              <All tokens={tokens} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={`${i} ${row[0]?.text}`}>
            {row.map(({ text, tokens }, k) => (
              <td key={`${k} ${text}`}>
                <All tokens={tokens} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Anything else than a page, such as `javascript:`, is only its words. */
function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  const isPage = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(href)
  if (!isPage) return <span>{children}</span>
  return (
    <a href={href} rel="noreferrer noopener" target={/^https?:/i.test(href) ? '_blank' : undefined}>
      {children}
    </a>
  )
}

export default definePanel({ View: TextPanel })
