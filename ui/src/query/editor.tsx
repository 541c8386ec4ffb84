/** The editor of the query: KQL on one line, SQL on several. It is loaded behind the results. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { StandardSQL, sql } from '@codemirror/lang-sql'
import { bracketMatching } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { ErrorBody } from '../../../src/lib/errors.ts'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { editorLook } from './editor-look.ts'
import { type KqlNames, kqlCompletion } from './kql-completion.ts'
import { kqlHighlight } from './kql-highlight.ts'

export interface EditorProps {
  readonly mode: 'kql' | 'sql'
  /** The text of the address: the editor takes it over when it changes. */
  readonly text: string
  readonly label: string
  readonly hint: string
  readonly datasets: readonly DatasetInfo[]
  readonly names: KqlNames
  readonly problem: { readonly message: string; readonly at: ErrorBody['at'] } | undefined
  readonly onRun: (text: string) => void
  readonly onText: (text: string) => void
}

export default function Editor(props: EditorProps) {
  const { mode, text, label, hint, datasets, problem } = props
  const say = useServerSentence()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const latest = useRef(props)
  const shownMode = useRef(mode)
  latest.current = props

  // Only SQL has to know the tables beforehand: what is being typed in KQL goes on, whatever arrives meanwhile.
  const tables = mode === 'sql' ? datasets.map(({ name }) => name).join(',') : ''
  useEffect(() => {
    const run = (editor: EditorView) => {
      closeCompletion(editor)
      latest.current.onRun(editor.state.doc.toString())
      return true
    }
    const schema = Object.fromEntries(datasets.map(({ name, columns }) => [name, columns.map((column) => column.name)]))
    const editor = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run },
              { key: 'Tab', run: acceptFirst },
              ...(mode === 'kql'
                ? [{ key: 'Enter', run: (one: EditorView) => !selectedCompletion(one.state) && run(one) }]
                : []),
            ]),
          ),
          history(),
          bracketMatching(),
          closeBrackets(),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          ...(mode === 'sql'
            ? [sql({ dialect: StandardSQL, schema, upperCaseKeywords: false }), autocompletion({ icons: false })]
            : [
                kqlHighlight,
                autocompletion({
                  override: [kqlCompletion(() => latest.current.names)],
                  icons: false,
                  defaultKeymap: true,
                  selectOnOpen: false,
                  interactionDelay: 0,
                }),
              ]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.contentAttributes.of(() => (latest.current.problem ? { 'aria-invalid': 'true' } : {})),
          // Escape closes the list, and not the dialog in which it is.
          EditorView.contentAttributes.of(({ state }) =>
            completionStatus(state) ? { 'data-mantine-stop-propagation': 'true' } : {},
          ),
          EditorView.updateListener.of(
            (update) => update.docChanged && latest.current.onText(update.state.doc.toString()),
          ),
          placeholder(hint),
          editorLook,
        ],
      }),
    })
    view.current = editor
    // Who chose the other language goes on to type in it.
    if (shownMode.current !== mode) editor.focus()
    shownMode.current = mode
    return () => editor.destroy()
  }, [mode, label, hint, tables])

  useEffect(() => {
    const editor = view.current!
    const shown = editor.state.doc.toString()
    if (shown !== text) editor.dispatch({ changes: { from: 0, to: shown.length, insert: text } })
  }, [text])

  useEffect(() => {
    const editor = view.current!
    const { doc } = editor.state
    if (!problem?.at || problem.at.line > doc.lines) return editor.dispatch(setDiagnostics(editor.state, []))
    const line = doc.line(problem.at.line)
    const at = Math.min(line.to, line.from + problem.at.column - 1)
    const to = Math.max(at, Math.min(line.to, at + 1))
    const mark = {
      from: to === at ? Math.max(line.from, at - 1) : at,
      to,
      severity: 'error' as const,
      message: say(problem.message),
    }
    editor.dispatch(setDiagnostics(editor.state, [mark]))
  }, [problem, say])

  return <div ref={place} data-editor />
}

/** Enter asks, unless something of the list was chosen with the arrows; Tab takes the first. */
function acceptFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view)
  return acceptCompletion(view)
}
