/** What the server says, in the language of the person. The Spanish of a kind of texts is loaded when the first of them is to be said. */
import { useSyncExternalStore } from 'react'
import { language } from './locale.ts'
import type { Translate } from './translator.ts'

const asIs: Translate = (text) => text

/** The sentences in which it says what it refuses and what stands in the way. */
export const useServerSentence = spanishOf(async () => (await import('./spanish/sentences.ts')).inSpanish)

/** What declarations say of kinds and of their options. */
export const useServerHelp = spanishOf(async () => (await import('./spanish/help.ts')).explainedInSpanish)

function spanishOf(load: () => Promise<Translate>): () => Translate {
  let spanish: Translate | undefined
  let isLoading = false
  const listeners = new Set<() => void>()

  const begin = async (): Promise<void> => {
    isLoading = true
    try {
      spanish = await load()
      for (const listener of listeners) listener()
    } catch {
      // They stay as the server said them until the next one.
    } finally {
      isLoading = false
    }
  }
  /** Until the first one is to be said, none is loaded. */
  const notYet: Translate = (text) => {
    if (!isLoading) void begin()
    return text
  }
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return () => {
    const isSpanish = language.use() === 'es'
    return useSyncExternalStore(subscribe, () => (isSpanish ? (spanish ?? notYet) : asIs))
  }
}
