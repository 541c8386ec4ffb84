/**
 * What separates words, as far as matching goes: ASCII's signs and spaces, and the blocks of signs of everyday writing. Unicode's own
 * classes (`\p{L}` and the like, by which `wordsOf` cuts) have so many ranges that RE2 takes 6 ms to compile each condition; this takes
 * none to speak of. All of it separates words for `wordsOf` too, so whatever matches by words here has those words in the token index.
 */
const ranges: readonly (readonly [number, number])[] = [
  [0x00, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x5e],
  [0x60, 0x60],
  [0x7b, 0xa9],
  [0xab, 0xb1],
  [0xb4, 0xb4],
  [0xb6, 0xb8],
  [0xbb, 0xbb],
  [0xbf, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  // Greek, Armenian, Hebrew, Arabic, Devanagari, Thai.
  [0x37e, 0x37e],
  [0x387, 0x387],
  [0x55a, 0x55f],
  [0x589, 0x58a],
  [0x5be, 0x5be],
  [0x5c0, 0x5c0],
  [0x5c3, 0x5c3],
  [0x5f3, 0x5f4],
  [0x60b, 0x60d],
  [0x61b, 0x61f],
  [0x66a, 0x66d],
  [0x6d4, 0x6d4],
  [0x964, 0x965],
  [0xe5a, 0xe5b],
  // General punctuation, currencies, arrows, mathematics, boxes, dingbats.
  [0x2000, 0x206f],
  [0x20a0, 0x20c0],
  [0x2190, 0x2426],
  [0x2500, 0x2775],
  [0x2794, 0x2bff],
  [0x2e00, 0x2e2e],
  // Chinese, Japanese and Korean, and their wide forms.
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0x3030, 0x3030],
  [0x30fb, 0x30fb],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xfeff, 0xfeff],
  [0xff01, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
  [0xffe0, 0xffee],
  [0xfffc, 0xfffd],
  // Emoji.
  [0x1f000, 0x1f0ff],
  [0x1f10d, 0x1faff],
]

function classOf(write: (code: string) => string): string {
  const hex = (code: number) => write(code.toString(16))
  return ranges.map(([from, until]) => (from === until ? hex(from) : `${hex(from)}-${hex(until)}`)).join('')
}

const inRe2 = classOf((code) => (code.length > 2 ? `\\x{${code}}` : `\\x${code.padStart(2, '0')}`))
const inJs = classOf((code) => `\\u{${code}}`)

/** Classes for RE2: of what separates words, and of what they are made of. */
export interface GapClasses {
  readonly gap: string
  readonly notGap: string
}

export const gaps: GapClasses = { gap: `[${inRe2}]`, notGap: `[^${inRe2}]` }

/** What a person would write: differs in the signs of rare writing, and takes long to compile. */
export const readableGaps: GapClasses = { gap: '[^\\pL\\pM\\pN_]', notGap: '[\\pL\\pM\\pN_]' }

/** For `split`: the gaps are kept, at odd places. */
export const gapRuns = new RegExp(`([${inJs}]+)`, 'u')
const gapsBetween = new RegExp(`[${inJs}]+`, 'u')

/** The words of a folded text, as conditions match them. */
export function matchedWords(folded: string): string[] {
  return folded.split(gapsBetween).filter((word) => word !== '')
}
