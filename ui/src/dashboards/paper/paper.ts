/** What a process of the server runs: the parts of the browser that draw, once there is in Node what they expect. */
import './node-window.ts'

// By itself: what is imported at the top of a module runs before all of it.
export const { questionOf, draw } = await import('./dashboard-drawing.ts')
