/** `npm run build`: `dist/` as the package carries it, the program and the browser. Node does not strip types under node_modules. */
import { buildBrowser, buildProgram } from './set-up.mjs'

await buildBrowser()
await buildProgram()
