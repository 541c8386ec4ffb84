/**
 * A page of `docs/reference/`, written from declarations: whoever changes a declaration runs `npm run docs`, and a test compares.
 * One more page costs one file here and one line in `scripts/docs.ts`.
 */
export interface ReferencePage {
  /** The file's name in `docs/reference/`. */
  readonly file: string
  render(): Promise<string> | string
}

/** The first line of every page, so that nobody edits it by hand. */
export const generated = '<!-- Written by `npm run docs` from the declarations in src/. -->\n'

/** A Markdown table; what is a column's separator in cells is escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return `${line(header)}${line(header.map(() => '---'))}${rows.map(line).join('')}`
}

export function code(language: string, text: string): string {
  const fence = text.includes('```') ? '````' : '```'
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}\n`
}
