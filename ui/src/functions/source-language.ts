import type { CodeLanguage } from '../design/code-text.tsx'

/** By the ending of its file. */
export function languageOf(file: string): CodeLanguage {
  return /\.[cm]?ts$/.test(file) ? 'typescript' : 'javascript'
}
