import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `# Ours.
name: growing
`
const hostile = '<img src=x onerror=alert(1)>'

describe.skipIf(absence)(`a source by form${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const inProject = (...path: string[]) => join(run.product.folder, ...path)

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async ({ folder }) => {
      await mkdir(join(folder, 'landing'))
      await writeFile(join(folder, 'landing', 'a.csv'), `place,celsius\nP-01,12\n${hostile},13\n`)
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows the types and the options of one, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/sources/new?type=files', look)
    await page
      .getByRole('button', { name: look.language === 'es' ? 'Probar la conexión' : 'Test the connection' })
      .click()
    await page.getByText('P-01').waitFor()
    const explained = look.language === 'es' ? /^Los archivos que lee:/ : /^The files to read:/
    await page.getByText(explained).waitFor()
    await keepPicture(page, 'new-source', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('is chosen, tried without a trace, and written into the project file, where it runs', async () => {
    const page = await run.open('/pipeline')
    await page.getByRole('link', { name: 'Add a source' }).click()
    await page.getByRole('button', { name: /^files/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('landed')
    await page.getByRole('textbox', { name: 'path' }).fill('landing/*.csv')
    await page.getByText(/more options/).click()
    await page.getByRole('combobox', { name: 'done' }).click()
    await page.getByRole('option', { name: 'delete' }).click()
    await page.getByRole('button', { name: 'Test the connection' }).click()
    const trial = page.getByRole('status').filter({ hasText: 'The first 2 records' })
    await trial.getByText(hostile).waitFor()
    expect((await stat(inProject('landing', 'a.csv'))).size).toBeGreaterThan(0)
    expect(await readFile(inProject('caudal.yaml'), 'utf8')).toBe(yaml)
    await page.getByRole('button', { name: 'Add the source' }).click()
    await page.getByText('landed is in the project file, and runs').waitFor()
    expect(await readFile(inProject('caudal.yaml'), 'utf8')).toBe(
      `${yaml}\nsources:\n  landed: { type: files, to: landed, path: landing/*.csv, done: delete }\n\ndatasets:\n  landed: {}\n`,
    )
    await expect.poll(() => run.product.rows('select count(*)::int as n from landed')).toEqual([{ n: 2 }])
    await page.getByRole('heading', { name: 'landed', exact: true }).waitFor()
  })

  it('is changed by the same form, and the rest of the file stays as it is', async () => {
    const text = await readFile(inProject('caudal.yaml'), 'utf8')
    await writeFile(inProject('caudal.yaml'), text.replace('  landed: { type', '  # Weekly.\n  landed: { type'))
    const page = await run.open('/pipeline?part=source:landed')
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('heading', { name: 'landed' }).waitFor()
    await expect.poll(() => page.getByRole('textbox', { name: 'path' }).inputValue()).toBe('landing/*.csv')
    await expect.poll(() => page.getByRole('combobox', { name: 'done' }).inputValue()).toBe('delete')
    await writeFile(inProject('landing', 'b.txt'), 'place,celsius\nP-02,14\n')
    await page.getByRole('textbox', { name: 'path' }).fill('landing/*.csv\nlanding/*.txt')
    await page.getByText(/more options/).click()
    await page.getByRole('combobox', { name: 'format' }).click()
    await page.getByRole('option', { name: 'csv', exact: true }).click()
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText('P-02').waitFor()
    await keepPicture(page, 'source-edit')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('landed is changed in the project file, and goes on where it was').waitFor()
    expect(await readFile(inProject('caudal.yaml'), 'utf8')).toContain('  # Weekly.\n  landed:')
    await expect.poll(() => run.product.rows('select count(*)::int as n from landed')).toEqual([{ n: 3 }])
  })

  it('tells that somebody else has changed it meanwhile, and is removed after asking', async () => {
    const page = await run.open('/sources/edit?name=landed')
    await page.getByRole('textbox', { name: 'path' }).fill('landing/*.tsv')
    const text = await readFile(inProject('caudal.yaml'), 'utf8')
    await writeFile(inProject('caudal.yaml'), text.replace('done: delete', 'done: stay'))
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('somebody else has changed it').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('landed is not in the project file any more').waitFor()
    const left = await readFile(inProject('caudal.yaml'), 'utf8')
    expect(left).not.toContain('type: files')
    expect(left).toContain('streams:\n  landed: {}')
    expect(await run.product.rows('select count(*)::int as n from landed')).toEqual([{ n: 3 }])
  })

  it('says what is wrong where it is wrong', async () => {
    const page = await run.open('/sources/new?type=tail')
    await page.getByRole('textbox', { name: 'path' }).fill('logs/*.log')
    await page.getByText(/more options/).click()
    await page.getByRole('textbox', { name: 'poll' }).fill('soon')
    await page.getByRole('button', { name: 'Add the source' }).click()
    await page.getByText('1 thing is to be corrected').waitFor()
    await page
      .getByText(/cannot read poll|"soon"/)
      .first()
      .waitFor()
    await keepPicture(page, 'new-source-mistake')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('textbox', { name: 'poll' }).fill('')
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText('cannot find folder "logs" of path').waitFor()
    await page.getByRole('textbox', { name: 'path' }).fill('later.log')
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText('No file fits the path yet').waitFor()
    const spanish = await run.open('/sources/new?type=tail', { language: 'es' })
    await spanish.getByRole('textbox', { name: 'path' }).fill('logs/*.log')
    await spanish.getByText(/opciones más/).click()
    await spanish.getByRole('textbox', { name: 'poll' }).fill('soon')
    await spanish.getByRole('button', { name: 'Añadir la fuente' }).click()
    await spanish.getByText('se espera una duración como 30s, 12h o 7d').waitFor()
  })
})
