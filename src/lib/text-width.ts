import { createRequire } from 'node:module'
import type stringWidth from 'string-width'

const require = createRequire(import.meta.url)
let widthOf: typeof stringWidth | undefined

/** How many cells of a terminal a text takes. Plain letters need no library, which takes 40 ms to load. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  widthOf ??= (require('string-width') as { default: typeof stringWidth }).default
  return widthOf(text)
}
