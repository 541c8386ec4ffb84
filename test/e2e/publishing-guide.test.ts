/** What `docs/guides/publishing.md` shows is what happens. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const guide = await readFile(new URL('../../docs/guides/publishing.md', import.meta.url), 'utf8')

function blocks(language: string): string[] {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text)
}

const [project = '', keys = ''] = blocks('yaml')
const [row = '', mistakes = ''] = blocks('json')
const path = /127\.0\.0\.1:4280([^']+)/.exec(guide)![1]!

it('the guide to publishing an API is true', async () => {
  const { folder, remove } = await temporaryProject(project)
  const product = new Product(folder)
  await mkdir(join(folder, 'landing'))
  await product.start()
  try {
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${product.connection().url}${path}`, { headers })
    const csv = 'date,place,mean\n2024-03-01,lake,16.90\n2024-03-02,lake,16.94\n2006-01-05,lake,4\n2020-12-01,lake,6\n'
    await writeFile(join(folder, 'landing/week.csv'), csv)
    const answer = await eventually(
      () => ask(path),
      ({ status }) => status === 200,
    )
    expect(await answer.text()).toBe(row.trim())

    const [wrong, missing] = mistakes.trim().split('\n')
    expect(await (await ask('/temp?year=2024&month=13')).text()).toBe(wrong)
    const found = { ...JSON.parse(missing!), hint: 'first_month: 200601, last_month: 202403' }
    expect(await (await ask('/temp?year=2031&month=1')).json()).toEqual(found)

    await writeFile(join(folder, 'caudal.yaml'), `name: lake\n${keys}`)
    await eventually(
      () => ask('/visits'),
      ({ status }) => status === 401,
    )
    const command = /^caudal (token create acme .*)$/m.exec(guide)![1]!
    const token = (await caudal([...command.split(' '), '--project', folder])).stdout.trim()
    await product.request('/ingest/visits', {
      method: 'POST',
      body: '{"company":"acme","page":"/"}\n{"company":"other","page":"/"}\n',
      headers: { 'content-type': 'application/x-ndjson' },
    })
    await product.untilStored()
    const visits = await ask('/visits', { authorization: `Bearer ${token}`, origin: 'https://example.org' })
    expect(await visits.json()).toHaveLength(1)
    expect(visits.headers.get('ratelimit-remaining')).toBe('9')
    expect(visits.headers.get('access-control-allow-origin')).toBe('https://example.org')
  } finally {
    await product.stop()
    await remove()
  }
})
