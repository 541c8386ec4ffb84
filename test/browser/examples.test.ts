import { exec } from 'node:child_process'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProject } from '../../src/project/index.ts'
import { example as rules } from '../../ui/src/data/example.ts'
import { example as endpoint } from '../../ui/src/endpoints/example.ts'
import { exampleOf as functionExampleOf } from '../../ui/src/functions/example.ts'
import { example as monitor } from '../../ui/src/monitors/example.ts'
import { mailChannel } from '../../ui/src/reports/example.ts'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const shell = promisify(exec)
const begun = 'name: begun\nstreams:\n  events: {}\n'

describe('what pages without content say to write into the project file', () => {
  it.each([
    ['a monitor', begun, monitor],
    ['an endpoint', begun, endpoint],
    ['a function of a stream that is there', begun, functionExampleOf('events')],
    ['a function where no stream is there', 'name: begun\n', functionExampleOf(undefined)],
    ['rules', 'name: begun\nstreams: { events: {} }\ndatasets:\n  events:\n', rules.replace(/^/gm, '    ')],
    ['a channel', begun, mailChannel],
  ])('is valid as it is pasted: %s', async (_what, file, example) => {
    const folder = await mkdtemp(join(tmpdir(), 'caudal-example-'))
    try {
      await writeFile(join(folder, 'caudal.yaml'), `${file}${example}\n`)
      const { problems } = await readProject(folder, { environment: {} })
      expect(problems.map(({ message }) => message)).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe.skipIf(absence)(`a product that has nothing yet${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start('name: begun\n')
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows examples as they are written, at $width px, $theme, in $language', async (look) => {
    for (const place of ['monitors', 'functions', 'endpoints', 'reports', 'pipeline', 'settings/tokens']) {
      const page = await run.open(`/${place}`, look)
      const example = page.locator('pre').last()
      await example.waitFor()
      await keepPicture(page, `empty-${place.replace('/', '-')}`, look)
      expect(await page.evaluate("getComputedStyle(document.querySelector('pre')).textAlign")).toBe('left')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
      expect(await violationsOf(page)).toEqual([])
    }
  })

  it('copies one', async () => {
    const page = await run.open('/monitors')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(monitor)
  })

  it('takes the record of the line for a shell that it shows, once the file has the stream that it shows', async () => {
    const { token } = run.product.connection()
    const lineOf = async (place: string) => {
      const page = await run.open(place)
      return (await page.getByRole('region', { name: 'curl' }).textContent()) ?? ''
    }
    const page = await run.open('/pipeline')
    const stream = await page.getByRole('region', { name: 'YAML' }).textContent()
    const first = await lineOf('/pipeline')
    await appendFile(join(run.product.folder, 'caudal.yaml'), `${stream}\n`)
    await page.getByRole('region', { name: 'curl' }).waitFor({ state: 'hidden' })
    for (const line of [first, await lineOf('/settings/tokens')]) {
      const { stdout } = await shell(`${line} --silent --dump-header -`, { env: { ...process.env, TOKEN: token } })
      expect(stdout, line).toContain('HTTP/1.1 200')
    }
  })
})
