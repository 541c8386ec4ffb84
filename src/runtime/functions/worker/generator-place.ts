/**
 * Where a generator stands, by V8's own account: that what it yielded is no record is found outside of its code, where no stack leads to
 * it. https://chromedevtools.github.io/devtools-protocol/v8/Runtime/#method-getProperties
 */
import inspector from 'node:inspector'
import type { Place } from '../../../lib/errors.ts'
import { generatorName } from '../examination.ts'
import { maybeFile } from '../user-error.ts'

/**
 * Made before any function is loaded: afterwards the module is empty (`takeAway`), and what makes and tells events may be the function's
 * own, which must not come by the debugger in this way.
 */
const session = new inspector.Session()
const urls = new Map<string, string>()
Object.defineProperty(session, 'emit', {
  value(event: string, { params }: inspector.InspectorNotification<inspector.Debugger.ScriptParsedEventDataType>) {
    if (event === 'Debugger.scriptParsed') urls.set(params.scriptId, params.url)
  },
})

let current: object | undefined

/** Whose records are taken from now on; also for whoever examines the process from outside. */
export function followGenerator(generator: object | undefined): void {
  current = generator
}

Object.assign(globalThis, { [Symbol.for(generatorName)]: () => current })

export function placeOfGenerator(folder: string): Place | undefined {
  let place: Place | undefined
  session.connect()
  try {
    session.post('Debugger.enable')
    session.post('Runtime.evaluate', { expression: `globalThis[Symbol.for('${generatorName}')]()` }, (_, answer) => {
      const { objectId } = answer?.result ?? {}
      if (objectId === undefined) return
      session.post('Runtime.getProperties', { objectId, ownProperties: true }, (_, properties) => {
        const found = properties?.internalProperties?.find(({ name }) => name === '[[GeneratorLocation]]')?.value?.value
        const file = found && maybeFile(urls.get(found.scriptId) ?? '', folder)
        if (file !== undefined) place = { file, line: found.lineNumber + 1, column: found.columnNumber + 1 }
      })
    })
  } finally {
    session.disconnect()
    urls.clear()
  }
  return place
}
