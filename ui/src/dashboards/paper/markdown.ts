import { marked, type Token, type Tokens } from 'marked'
import type { PanelProps } from '../panels/panel.ts'
import { type Box, fill, type Hand, type Pen, wrapped, write } from './drawing.ts'

/** A piece of a text with its look. */
interface Piece {
  readonly text: string
  readonly size: number
  readonly weight?: number
  readonly indent?: number
  /** What stands before its first line. */
  readonly mark?: string
  readonly isMono?: boolean
  readonly isQuiet?: boolean
}

const body = 12.5

/** Markdown as lines; what is emphasised within a line is as the rest of it. */
export function drawMarkdown(pen: Pen, { x, y, w, h }: Box, { panel }: PanelProps): void {
  const { context, colors, mono } = pen
  let base = y
  for (const piece of piecesOf(marked.lexer(panel.text ?? ''))) {
    const { text, size, weight = 400, indent = 0, mark, isMono = false, isQuiet } = piece
    const hand: Hand = { size, weight, isMono, ...(isQuiet ? { color: colors.muted } : {}) }
    context.font = `${weight} ${size}px ${isMono ? mono : colors.font}`
    const lines = wrapped(context, text, w - indent)
    for (const [i, line] of lines.entries()) {
      base += size * 1.45
      if (base > y + h) return
      if (i === 0 && mark) write(pen, mark, x + indent - 14, base, hand)
      write(pen, line, x + indent, base, { ...hand, width: w - indent })
    }
    if (isQuiet)
      fill(context, { x, y: base - lines.length * size * 1.45 + 4, w: 2, h: lines.length * size * 1.45 }, colors.line)
    base += 5
  }
}

function piecesOf(tokens: readonly Token[], indent = 0): Piece[] {
  return tokens.flatMap((token): Piece[] => {
    switch (token.type) {
      case 'heading': {
        const { depth } = token as Tokens.Heading
        return [{ text: plain(token), size: depth < 3 ? 16 : 13.5, weight: 600, indent }]
      }
      case 'code':
        return [{ text: (token as Tokens.Code).text, size: 11, isMono: true, indent }]
      case 'blockquote':
        return piecesOf((token as Tokens.Blockquote).tokens, indent + 12).map((piece) => ({ ...piece, isQuiet: true }))
      case 'list': {
        const { items, ordered } = token as Tokens.List
        return items.flatMap(({ tokens }, i) =>
          piecesOf(tokens, indent + 16).map((piece, k) =>
            k === 0 ? { ...piece, mark: ordered ? `${i + 1}.` : '•' } : piece,
          ),
        )
      }
      case 'table': {
        const { header, rows } = token as Tokens.Table
        const lineOf = (cells: readonly Tokens.TableCell[]) => cells.map((cell) => plain(cell)).join('   ')
        return [
          { text: lineOf(header), size: body, weight: 600, indent },
          ...rows.map((row) => ({ text: lineOf(row), size: body, indent })),
        ]
      }
      case 'space':
      case 'def':
      case 'hr':
        return []
      default:
        return [{ text: plain(token), size: body, indent }]
    }
  })
}

/** Its words. */
function plain(token: { readonly tokens?: Token[]; readonly text?: string; readonly raw?: string }): string {
  if (token.tokens) return token.tokens.map((one) => (one.type === 'br' ? '\n' : plain(one))).join('')
  return token.text ?? token.raw ?? ''
}
