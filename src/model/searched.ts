/** What a search that names no dataset looks in: what Caudal writes of its own is not in it, but for its log. The audit log would answer with the searches before. */
export function searchedByDefault(names: readonly string[]): readonly string[] {
  const open = names.filter((name) => !name.startsWith('_') || name === '_caudal')
  return open.length > 0 ? open : names
}
