/**
 * A word, for searching: a maximal run of letters, marks, digits and `_`, in lower case and in Unicode's normal form C. So
 * `10.9.187.139` is four words and `user-id=5` is three. What is matched by words and what is indexed rest on this one definition.
 */
export function wordsOf(text: string): string[] {
  return foldText(text).match(isAscii(text) ? asciiWord : anyWord) ?? []
}

/**
 * The form in which texts are compared: without regard to case and to how accents are composed. Letters are lowered one by one, as
 * DuckDB's `lower` does it: `toLowerCase` of a whole text looks at neighbours and makes two characters of one (`İ`).
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text.normalize('NFC')) {
    folded += String.fromCodePoint(character.toLowerCase().codePointAt(0)!)
  }
  // The case of a sigma depends on what follows the word, and must not.
  return folded.normalize('NFC').replaceAll('ς', 'σ')
}

const asciiWord = /[a-z0-9_]+/g
const anyWord = /[\p{L}\p{M}\p{N}_]+/gu

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
