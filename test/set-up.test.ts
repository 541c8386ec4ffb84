import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const step = fileURLToPath(new URL('../scripts/set-up-step.mjs', import.meta.url))

/** Sets up by a program of its own, as `npm start` does. */
function setUpBy(program: string): Promise<{ code: number; said: string }> {
  const options = `{ cwd: '.', label: 'installing packages', expectation: 'once; about a minute' }`
  const script = `const { runStep } = await import(${JSON.stringify(step)})
    await runStep(process.execPath, ['-e', ${JSON.stringify(program)}], ${options})
    console.error('then it starts')`
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (error, _, said) =>
      resolve({ code: error ? Number(error.code) : 0, said }),
    )
  })
}

describe('a step of setting up', () => {
  it('says what it does, how long that may take and took, and nothing of what the program says', async () => {
    const { code, said } = await setUpBy(`console.log('added 335 packages')`)
    expect(code).toBe(0)
    expect(said).toMatch(
      /^setting up: installing packages \(once; about a minute\)\n(?:.*\n)* {2}done in \d+ s\nthen it starts\n$/,
    )
    expect(said).not.toContain('added')
  })

  it('shows what the program said when it fails, and goes no further', async () => {
    const { code, said } = await setUpBy(`console.error('no space is left'); process.exit(3)`)
    expect(code).toBe(1)
    expect(said).toContain('no space is left\nerror: cannot set up: "')
    expect(said).toContain('\n  hint: See the lines above, and run the same again.\n')
    expect(said).not.toContain('then it starts')
  })
})
