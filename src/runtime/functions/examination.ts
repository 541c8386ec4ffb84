/**
 * Where a worker is stuck: V8's debugger stops it even in a loop without end, and tells the place. The debugger listens on loopback for
 * this moment only, under a name that nobody else knows; the process is killed right afterwards.
 * https://chromedevtools.github.io/devtools-protocol/v8/Debugger/
 */
import type { Place } from '../../lib/errors.ts'

export interface Finding {
  readonly at?: Place
  /** Which record it had taken last. */
  readonly record?: number
}

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly result?: {
    readonly result?: { readonly value?: unknown; readonly objectId?: string }
    readonly internalProperties?: readonly { readonly name: string; readonly value?: { readonly value?: Location } }[]
  }
  readonly params?: {
    readonly callFrames?: readonly CallFrame[]
    readonly scriptId?: string
    readonly url?: string
  }
}

interface CallFrame {
  readonly callFrameId: string
  readonly location: Location
}

interface Location {
  readonly scriptId: string
  readonly lineNumber: number
  readonly columnNumber?: number
}

/** The worker counts the records that its function takes under this name. */
export const takenName = 'caudal.taken'

/** The generator that the function gives its records by, if it does, is what is called by this name. */
export const generatorName = 'caudal.generator'

const patience_ms = 2000
const generator = { expression: `globalThis[Symbol.for('${generatorName}')]()` }
const asked = { expression: `globalThis[Symbol.for('${takenName}')]()`, returnByValue: true }

/** What can be found out in two seconds; nothing where the debugger does not answer. */
export function examine(url: string, maybeFile: (url: string) => string | undefined): Promise<Finding> {
  return new Promise((resolve) => {
    let finding: Finding = {}
    let waiting: NodeJS.Timeout | undefined
    const urls = new Map<string, string>()
    const socket = new WebSocket(url)
    const end = () => {
      clearTimeout(timer)
      clearTimeout(waiting)
      socket.close()
      resolve(finding)
    }
    const timer = setTimeout(end, patience_ms)
    const ask = (id: number, method: string, params: object = {}) => socket.send(JSON.stringify({ id, method, params }))
    socket.onerror = end
    socket.onclose = end
    socket.onopen = () => {
      ask(1, 'Debugger.enable')
      ask(2, 'Debugger.pause')
      // A worker that only waits runs nothing that could be stopped.
      waiting = setTimeout(() => ask(3, 'Runtime.evaluate', asked), patience_ms / 2)
    }
    socket.onmessage = ({ data }) => {
      const { id, method, result, params } = JSON.parse(String(data)) as Answer
      if (method === 'Debugger.scriptParsed' && params?.scriptId) urls.set(params.scriptId, params.url ?? '')
      if (method === 'Debugger.paused') {
        clearTimeout(waiting)
        const frames = params?.callFrames ?? []
        const at = frames.map(({ location }) => placeOf(location, urls, maybeFile)).find((place) => place !== undefined)
        if (at) finding = { ...finding, at }
        if (frames[0]) ask(4, 'Debugger.evaluateOnCallFrame', { ...asked, callFrameId: frames[0].callFrameId })
        else end()
      }
      if (id === 3 || id === 4) {
        const taken = result?.result?.value
        if (typeof taken === 'number' && taken > 0) finding = { ...finding, record: taken - 1 }
        // Where nothing of the project runs, its generator waits at a place.
        if (finding.at) end()
        else ask(5, 'Runtime.evaluate', generator)
      }
      if (id === 5) {
        const { objectId } = result?.result ?? {}
        if (objectId === undefined) end()
        else ask(6, 'Runtime.getProperties', { objectId, ownProperties: true })
      }
      if (id === 6) {
        const found = result?.internalProperties?.find(({ name }) => name === '[[GeneratorLocation]]')?.value?.value
        const at = found && placeOf(found, urls, maybeFile)
        if (at) finding = { ...finding, at }
        end()
      }
    }
  })
}

function placeOf(
  { scriptId, lineNumber, columnNumber = 0 }: Location,
  urls: ReadonlyMap<string, string>,
  maybeFile: (url: string) => string | undefined,
): Place | undefined {
  const file = maybeFile(urls.get(scriptId) ?? '')
  return file === undefined ? undefined : { file, line: lineNumber + 1, column: columnNumber + 1 }
}
