import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent-text)' },
  { tag: [tags.keyword, tags.operator], color: 'var(--s6)' },
  { tag: [tags.string, tags.number, tags.bool], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--faint)' },
])

/** The editor in our tokens. */
export const editorLook = [
  syntaxHighlighting(colors),
  EditorView.theme({
    '&': { backgroundColor: 'transparent', color: 'var(--text)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { font: 'var(--text-3) / 1.5 var(--mono)', maxHeight: '40vh' },
    '.cm-content': { padding: '4px 0', caretColor: 'var(--text)' },
    '.cm-line': { padding: '0 2px' },
    '.cm-placeholder': { color: 'var(--faint)' },
    '.cm-tooltip': {
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius-2)',
      backgroundColor: 'var(--raised)',
      color: 'var(--text)',
      boxShadow: 'var(--shadow)',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: 'var(--text-2) / 1.6 var(--mono)' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
      padding: '2px 8px',
      display: 'flex',
      justifyContent: 'space-between',
      gap: '16px',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--accent-soft)',
      color: 'var(--accent-text)',
    },
    '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
    '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
    '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--bad)' },
    '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft) !important' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-soft)' },
  }),
]
