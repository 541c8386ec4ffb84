/** Runs in the page before its own programs: how long it takes from an input to the picture that follows it, in milliseconds. */
globalThis.latencies = { keydown: [], wheel: [], pointermove: [] }

/** The two frames behind an effect: it is on the screen then. */
function drawn(act) {
  requestAnimationFrame(() => {
    const done = new MessageChannel()
    done.port1.onmessage = act
    done.port2.postMessage(undefined)
  })
}

for (const [type, list] of Object.entries(globalThis.latencies)) {
  const listener = ({ timeStamp }) => drawn(() => list.push(performance.now() - timeStamp))
  addEventListener(type, listener, { capture: true, passive: true })
}

/** When Enter was pressed last, and the hits of each query that came since: from Enter until they are drawn. */
let entered = 0
globalThis.answered = {}
const noteEnter = ({ key, timeStamp }) => {
  if (key === 'Enter') entered = timeStamp
}
addEventListener('keydown', noteEnter, { capture: true })

const ask = globalThis.fetch
globalThis.fetch = async (...of) => {
  const request = new Request(...of)
  const isSearch = request.url.endsWith('/api/search')
  const body = isSearch ? JSON.parse(await request.clone().text()) : undefined
  const response = await ask(request)
  const note = () => {
    globalThis.answered[body.kql] = performance.now() - entered
  }
  if (body?.limit > 0) drawn(() => drawn(note))
  return response
}

/** All panels in sight have been answered, and the first chart is drawn. */
globalThis.arePanelsShown = () => {
  const isSeen = (panel) => panel.getBoundingClientRect().top < innerHeight
  const seen = [...document.querySelectorAll('[data-panel]')].filter(isSeen)
  const isAsking = (panel) => panel.textContent.includes('Asking…')
  return seen.some((panel) => panel.querySelector('canvas')) && !seen.some(isAsking)
}
