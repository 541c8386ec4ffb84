/** A text of a language with its words in colours, to be read. Its parser is loaded behind the page. */
import { lazy, Suspense } from 'react'
import classes from './code-text.module.css'

export type CodeLanguage = 'sql' | 'typescript' | 'javascript'

const Colored = lazy(() => import('./colored-code.tsx'))

export function CodeText({ text, language, label }: { text: string; language: CodeLanguage; label: string }) {
  return (
    <pre className={classes.code} tabIndex={0} aria-label={label} role="region">
      <Suspense fallback={text}>
        <Colored text={text} language={language} />
      </Suspense>
    </pre>
  )
}
