/** What the server says, in the language of the person: those of its sentences that people meet have a translation. */
import { useSyncExternalStore } from 'react'
import { language } from './locale.ts'
import { type Translate, translator } from './translator.ts'

const asIs: Translate = (text) => text

/** Until the first sentence is to be said, none is loaded. */
const notYet: Translate = (text) => {
  if (!isLoading) void load()
  return text
}

let spanish: Translate | undefined
let isLoading = false
const listeners = new Set<() => void>()

export function useServerSentence(): Translate {
  const isSpanish = language.use() === 'es'
  return useSyncExternalStore(subscribe, () => (isSpanish ? (spanish ?? notYet) : asIs))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function load(): Promise<void> {
  isLoading = true
  try {
    const { sentences } = await import('./sentences-es.ts')
    spanish = translator(sentences)
    for (const listener of listeners) listener()
  } catch {
    // They stay as the server said them until the next one.
  } finally {
    isLoading = false
  }
}
