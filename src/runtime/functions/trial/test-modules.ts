/** Loaded before a test of the project: `caudal` and `caudal/testing` are found also where the project has no packages. */
import { registerHooks } from 'node:module'

const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
const own: Readonly<Record<string, string>> = {
  caudal: new URL(`../../../index${ending}`, import.meta.url).href,
  'caudal/testing': new URL(`../../../testing${ending}`, import.meta.url).href,
}

registerHooks({
  resolve(name, context, next) {
    const url = Object.hasOwn(own, name) ? own[name] : undefined
    return url === undefined ? next(name, context) : { url, shortCircuit: true }
  },
})
