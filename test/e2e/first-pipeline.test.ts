import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { binary, Product } from '../support/product.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Step {
  readonly heading: string
  readonly command: string
  /** What the guide shows behind it; `…` stands for anything. */
  readonly output: string | undefined
}

/** The commands of a guide in their order, each with what is shown behind it. */
function stepsOf(guide: string): Step[] {
  const steps: { heading: string; command: string; output: string | undefined }[] = []
  let heading = ''
  const pattern = /^## (.*)$|^```(\w+)\n([\s\S]*?)^```$/gm
  for (const [, title, language, text = ''] of guide.matchAll(pattern)) {
    if (title !== undefined) heading = title
    else if (language === 'sh') steps.push({ heading, command: text, output: undefined })
    else if (language !== 'yaml' && steps.length > 0) steps.at(-1)!.output = text
  }
  return steps
}

/** Runs of spaces and lines of figures are of a width that changes. */
function patternOf(output: string): RegExp {
  const lines = output
    .trim()
    .split('\n')
    .map((line) => line.split('…').map(escaped).join('.*'))
  return new RegExp(`^${lines.join('\\s*\\n').replace(/ +/g, ' +')}\\s*$`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

describe('the guide "Your first pipeline in ten minutes"', () => {
  const [start, other, ...steps] = stepsOf(readFileSync(join(root, 'docs/guides/first-pipeline.md'), 'utf8'))
  let product: Product
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caudal-guide-'))
    cpSync(join(root, 'examples/water'), folder, { recursive: true, filter: (path) => !/\.csv$|\.caudal$/.test(path) })
    product = new Product(folder)
    product.spawn()
    await product.untilReady(60_000)
  })

  afterAll(async () => {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (command: string) => {
    const port = new URL(product.connection().url).port
    const env = { ...process.env, PATH: `${dirname(binary)}:${dirname(process.execPath)}:${process.env.PATH}` }
    // The example runs in a copy, away from the checkout.
    const here = command.replaceAll('4280', port).replaceAll('../../bin/caudal', binary).replaceAll('../../', root)
    const { stdout, stderr, status } = spawnSync('bash', ['-ec', here], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  it('begins with the example, started by one command', () => {
    expect([start?.command, other?.command.split('\n')[0]]).toEqual(['npm start examples/water\n', 'cd examples/water'])
  })

  it.each(steps.map((step) => [`${step.heading}: ${step.command.split('\n')[0]}`, step] as const))(
    '%s',
    async (_, { command, output }) => {
      if (output === undefined) {
        expect(run(command)).toMatchObject({ status: 0 })
        return
      }
      // A reader takes a moment between two commands, too. What changes something is run once.
      const isOnce = /replay|generate/.test(command)
      const first = run(command)
      await vi.waitFor(
        () => {
          const { stdout } = isOnce ? first : run(command)
          expect(stdout).toMatch(patternOf(output))
        },
        { timeout: 60_000, interval: 300 },
      )
    },
  )
})
