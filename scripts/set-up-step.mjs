// One step of setting up: what it does, how long it may take, how far it is, and how long it took. Plain JavaScript of Node 20.
import { spawn } from 'node:child_process'

const plainEvery_s = 10

/** Runs a program, whose own words are shown only when it fails; then this one exits. */
export async function runStep(program, args, { cwd, label, expectation, progress = () => '' }) {
  const begun = performance.now()
  const elapsed_s = () => Math.round((performance.now() - begun) / 1000)
  console.error(`setting up: ${label} (${expectation})`)
  const told = setInterval(() => tell(elapsed_s(), progress()), 1000)
  const { code, output } = await ended(spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
  clearInterval(told)
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  if (code === 0) return console.error(`  done in ${elapsed_s()} s`)
  console.error(output.trimEnd())
  const why = typeof code === 'number' ? '' : `: ${code}`
  fail(`cannot set up: "${program} ${args.join(' ')}" failed${why}`, 'See the lines above, and run the same again.')
}

/** On a terminal one line that moves, elsewhere one now and then. */
function tell(elapsed_s, progress) {
  const text = `  ${[progress, `${elapsed_s} s`].filter(Boolean).join(', ')}`
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\x1b[K`)
  else if (elapsed_s > 0 && elapsed_s % plainEvery_s === 0) console.error(text)
}

function ended(child) {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: error.message, output }))
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }))
  })
}

export function fail(message, hint) {
  console.error(`error: ${message}\n  hint: ${hint}`)
  process.exit(1)
}
