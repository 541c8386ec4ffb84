/** A name for a file, of a title, that is not taken: `Die Pumpe 2` is `die-pumpe-2`. */
export function nameFor(title: string, taken: readonly string[], standard = 'dashboard'): string {
  const plain = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 50)
  const base = plain === '' ? standard : plain
  let name = base
  for (let i = 2; taken.includes(name); i++) name = `${base}-${i}`
  return name
}
