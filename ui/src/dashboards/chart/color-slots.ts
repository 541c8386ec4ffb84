/** Which colour of a palette a name has: the same whatever else is shown, and whenever. Pure but for what it remembers. */

/** The colours that names have had, by the size of the palette. */
export type KnownSlots = Map<string, number>

/**
 * By a hash of the name. Of several in one chart that share it, those behind the first in the alphabet have the next that is free, and keep
 * it when the first one goes. Where all are taken, they begin anew.
 */
export function slotsOf(names: readonly string[], size: number, known: KnownSlots): Map<string, number> {
  const keyOf = (name: string) => `${size} ${name}`
  const sorted = [...new Set(names)].sort()
  const taken = new Set<number>()
  const found = new Map<string, number>()
  for (const name of [...sorted.filter((one) => known.has(keyOf(one))), ...sorted]) {
    if (found.has(name)) continue
    if (taken.size === size) taken.clear()
    // The last is grey: it is for those who find no other.
    let slot = known.get(keyOf(name)) ?? hashOf(name) % (size - 1)
    while (taken.has(slot)) slot = (slot + 1) % size
    taken.add(slot)
    found.set(name, slot)
    if (!known.has(keyOf(name))) known.set(keyOf(name), slot)
  }
  return found
}

/** FNV-1a, of 32 bits. What is all there is has the first colour. */
function hashOf(name: string): number {
  let hash = name === '' ? 0 : 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0
  // Its lowest bits depend on few of the text.
  return (hash ^ (hash >>> 16)) >>> 0
}
