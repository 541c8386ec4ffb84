/** Names that differ only in this are one column: DuckDB folds the case of ASCII letters, and of no others. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
