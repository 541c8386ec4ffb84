import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { upload } from '../../client/upload.ts'
import { declare } from './declare.ts'
import { declarationOf, optionsOf, type Plan, type ReadAs } from './plan.ts'
import { type Stored, storedSince, totalsOf } from './stored.ts'

/** All that a file is sent with. */
export interface Order {
  readonly file: File
  readonly preview: FilePreview
  readonly plan: Plan
  readonly readAs: ReadAs
  /** The project does not have the dataset yet. */
  readonly isNew: boolean
  /** The stream that the dataset stores. */
  readonly stream: string
}

export type SendingState = { readonly order: Order } & (
  | { readonly step: 'preparing' }
  | { readonly step: 'sending'; readonly sent_bytes: number; readonly began: number }
  | { readonly step: 'storing'; readonly received: number }
  | { readonly step: 'done'; readonly received: number; readonly stored: Stored | undefined }
  | { readonly step: 'failed'; readonly error: unknown }
  | { readonly step: 'cancelled' }
)

/** Sends a file, and follows it until its dataset has it. What failed goes on where it was, with the same key. */
export function useSending() {
  const [state, setState] = useState<SendingState>()
  const run = useRef<{
    readonly stop: AbortController
    readonly key: string
    before?: Stored | undefined
    isDeclared?: boolean
  }>(undefined)
  const queries = useQueryClient()
  useEffect(() => () => run.current?.stop.abort(), [])

  const send = async (order: Order) => {
    const { file, preview, plan, readAs, isNew, stream } = order
    const own = run.current!
    const { signal } = own.stop
    try {
      setState({ step: 'preparing', order })
      if (isNew && !own.isDeclared) await declare(plan.dataset, declarationOf(preview, plan), signal)
      own.isDeclared = true
      own.before ??= await totalsOf(plan.dataset, signal)
      setState({ step: 'sending', order, sent_bytes: 0, began: Date.now() })
      const { received } = await upload({
        stream,
        file,
        key: own.key,
        signal,
        options: optionsOf(readAs, plan),
        headers: {
          'content-type': preview.media_type,
          ...(preview.compression ? { 'content-encoding': preview.compression } : {}),
        },
        onProgress: (sent_bytes) =>
          setState((now) => (now?.step === 'sending' ? { ...now, sent_bytes: Math.min(sent_bytes, file.size) } : now)),
      })
      setState({ step: 'storing', order, received })
      const stored = await storedSince(own.before, plan.dataset, received, signal)
      setState({ step: 'done', order, received, stored })
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', order, error })
    } finally {
      await queries.invalidateQueries()
    }
  }

  const begin = (order: Order, key: string, from: Partial<NonNullable<typeof run.current>> = {}) => {
    run.current = { ...from, stop: new AbortController(), key }
    void send(order)
  }

  return {
    state,
    start: (order: Order) => begin(order, crypto.randomUUID()),
    again: () => {
      if (state && run.current) begin(state.order, run.current.key, run.current)
    },
    /** What was stored already stays. */
    cancel: () => {
      run.current?.stop.abort()
      if (state?.step === 'preparing' || state?.step === 'sending') setState({ step: 'cancelled', order: state.order })
    },
    reset: () => {
      run.current?.stop.abort()
      setState(undefined)
    },
  }
}
