/** Charts are drawn one after the other, with room between them for whoever clicks or types: many at once would hold the page up. */
const waiting = new Set<() => void>()
let isGoing = false

/** Gives a way to withdraw what has not had its turn. */
export function inTurn(draw: () => void): () => void {
  const own = () => draw()
  waiting.add(own)
  if (!isGoing) {
    isGoing = true
    setTimeout(next)
  }
  return () => waiting.delete(own)
}

function next(): void {
  const [first] = waiting
  isGoing = first !== undefined
  if (!first) return
  waiting.delete(first)
  setTimeout(next)
  first()
}
