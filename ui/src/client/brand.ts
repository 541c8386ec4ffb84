/** The colours of a company in the place of our own, in both themes. */
import type { Routes } from './api.gen.ts'

export type Brand = NonNullable<Routes['GET /api/session']['answer']['brand']>

let sheet: CSSStyleSheet | undefined

export function showBrand(brand: Brand | undefined): void {
  if (!brand?.colors && !sheet) return
  if (!sheet) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets.push(sheet)
  }
  const rules = Object.entries(brand?.colors ?? {}).map(([theme, tokens]) => {
    const values = Object.entries(tokens).map(([name, color]) => `--${name}: ${color};`)
    return `[data-mantine-color-scheme="${theme}"] { ${values.join(' ')} }`
  })
  sheet.replaceSync(rules.join('\n'))
}
