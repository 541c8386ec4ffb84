/** Runs in the page before its own programs: how long it takes from an input to the picture that follows it, in milliseconds. */
globalThis.latencies = { keydown: [], wheel: [], pointermove: [] }

for (const type of Object.keys(globalThis.latencies)) {
  addEventListener(
    type,
    ({ timeStamp }) => {
      // An input has had its effect once the frame that follows it has been drawn.
      requestAnimationFrame(() => {
        const drawn = new MessageChannel()
        drawn.port1.onmessage = () => globalThis.latencies[type].push(performance.now() - timeStamp)
        drawn.port2.postMessage(undefined)
      })
    },
    { capture: true, passive: true },
  )
}

/** Resolves with the time from the next Enter until the table has another first row. */
globalThis.untilOtherRows = () =>
  new Promise((resolve) => {
    const textOf = () => document.querySelectorAll('[role=table] [role=row]')[1]?.textContent ?? ''
    const before = textOf()
    let start
    addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        if (key === 'Enter') start ??= timeStamp
      },
      { capture: true },
    )
    const look = () => {
      const now = textOf()
      if (start !== undefined && now !== '' && now !== before) resolve(performance.now() - start)
      else requestAnimationFrame(look)
    }
    look()
  })
