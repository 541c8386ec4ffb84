import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../lib/errors.ts'
import { parseYaml } from '../../lib/yaml-position.ts'
import type { Panel } from '../../model/dashboard.ts'
import { readProject } from '../index.ts'
import { importGrafana } from './import.ts'
import { logQuery } from './loki.ts'
import { kqlOfLucene } from './lucene.ts'
import { sqlOf } from './sql.ts'

const textOf = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
const exported = textOf('shop.fixture.json')

function importPanel(panel: object): { panel: Panel; why: string[] } {
  const { dashboard, remarks } = importGrafana(JSON.stringify({ title: 'One', panels: [panel] }), 'logs')
  return { panel: Object.values(dashboard.panels)[0]!, why: remarks.map(({ why }) => why) }
}

describe('a dashboard of Grafana', () => {
  it('becomes one of ours, with its variables, its time range and its places in the grid', () => {
    const { name, yaml } = importGrafana(exported, 'shop')
    expect(name).toBe('the-shop-en-espana')
    expect(parseYaml(yaml, 'shop.yaml').problems).toEqual([])
    expect(yaml).toBe(textOf('shop.fixture.yaml'))
  })

  it('is refused when it is larger than any that people look at', () => {
    const panels = (count: number) => Array.from({ length: count }, () => ({ title: 'Same', type: 'text' }))
    expect(() => importGrafana(JSON.stringify({ panels: panels(501) }))).toThrow(
      'expecting at most 500 panels; got 501',
    )
    expect(Object.keys(importGrafana(JSON.stringify({ panels: panels(500) })).dashboard.panels)).toHaveLength(500)
    const nested = `${'{"panels":[{"type":"row","x":'.repeat(3000)}1${'}]}'.repeat(3000)}`
    expect(() => importGrafana(nested)).toThrow('within each other')
  })

  it('is accepted by a project that has what it searches', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caudal-test-'))
    try {
      await mkdir(join(folder, 'dashboards'))
      await writeFile(join(folder, 'caudal.yaml'), 'name: p\nstreams: { shop: {} }\ndatasets: { shop: {} }\n')
      await writeFile(join(folder, 'dashboards/shop.yaml'), importGrafana(exported, 'shop').yaml)
      const { problems } = await readProject(folder, { environment: {} })
      expect(problems).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('tells what did not come along, and keeps its place and its query', () => {
    const { dashboard, remarks } = importGrafana(exported, 'shop')
    expect(remarks).toEqual([
      { what: 'variable source', why: 'variables of the type datasource do not exist here' },
      { what: 'panel cpu', why: 'its query cannot be asked here: rate(node_cpu_seconds_total[5m])' },
      { what: 'panel flow', why: 'panels of the type nodeGraph do not exist here' },
      { what: 'annotations', why: 'there are none here yet' },
    ])
    expect(dashboard.panels.cpu).toMatchObject({ type: 'text', at: { x: 6, y: 8, w: 6, h: 8 } })
    expect(dashboard.panels.cpu?.text).toContain('rate(node_cpu_seconds_total[5m])')
  })

  it('may come as the API of Grafana tells it', () => {
    const wrapped = JSON.stringify({ meta: { slug: 'shop' }, dashboard: JSON.parse(exported) })
    expect(importGrafana(wrapped, 'shop').dashboard).toEqual(importGrafana(exported, 'shop').dashboard)
  })

  it.each(['', '{', '[]', 'null', '{"title":"x"}'])('is refused with a way out when it is none: %s', (text) => {
    expect(() => importGrafana(text)).toThrow(UserError)
  })

  it('may be of any shape inside, and nothing breaks', () => {
    const panels = fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('type', 'targets', 'gridPos', 'fieldConfig', 'title', 'options'), fc.jsonValue()),
      ),
    )
    fc.assert(
      fc.property(panels, fc.jsonValue(), (list, templating) => {
        const { yaml } = importGrafana(JSON.stringify({ panels: list, templating: { list: [templating] } }))
        expect(parseYaml(yaml, 'any.yaml').problems).toEqual([])
      }),
    )
  })
})

describe('a panel of Grafana', () => {
  it('has the units, thresholds, legend and bounds that exist here', () => {
    const { panel } = importPanel({
      type: 'gauge',
      targets: [{ rawSql: 'select avg(load) from host' }],
      fieldConfig: {
        defaults: {
          unit: 'percentunit',
          min: 0,
          max: 1,
          decimals: 1,
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: 'green', value: null },
              { color: 'red', value: 0.9 },
            ],
          },
        },
      },
    })
    expect(panel).toMatchObject({
      type: 'gauge',
      unit: 'share',
      min: 0,
      max: 1,
      decimals: 1,
      thresholds: [{ from: 0.9, tone: 'bad' }],
    })
  })

  it.each([
    ['line', { type: 'timeseries' }],
    ['area', { type: 'timeseries', fieldConfig: { defaults: { custom: { fillOpacity: 20 } } } }],
    ['bar', { type: 'timeseries', fieldConfig: { defaults: { custom: { drawStyle: 'bars' } } } }],
    ['stacked', { type: 'timeseries', fieldConfig: { defaults: { custom: { stacking: { mode: 'normal' } } } } }],
    ['horizontal_bar', { type: 'barchart', options: { orientation: 'horizontal' } }],
    ['pie', { type: 'piechart' }],
    ['state_timeline', { type: 'state-timeline' }],
  ])('is shown as %s', (type, source) => {
    expect(importPanel({ ...source, targets: [{ rawSql: 'select 1' }] }).panel.type).toBe(type)
  })

  it('says when it loses a query or thresholds', () => {
    const { why } = importPanel({
      type: 'stat',
      targets: [{ rawSql: 'select 1' }, { rawSql: 'select 2' }],
      fieldConfig: { defaults: { thresholds: { mode: 'percentage', steps: [{ color: 'red', value: 80 }] } } },
    })
    expect(why).toEqual([
      'only the first of its 2 queries came along',
      'its thresholds are shares of the range, not values',
    ])
  })
})

describe('queries', () => {
  it('in SQL bind what was spliced, and macros are what they stand for', () => {
    expect(
      sqlOf(
        `SELECT $__timeGroupAlias(time, '5m'), avg(v) FROM t WHERE $__timeFilter(time) AND host IN (\${host:singlequote}) AND zone = '$Zone';`,
      ),
    ).toBe(
      "SELECT time_bucket($interval_ms * interval '1 millisecond', time) as time, avg(v) FROM t WHERE time >= $from and time < $until AND host = any($host) AND zone = $zone",
    )
  })

  it.each([
    ['{app="web"}', { kql: 'app:"web"' }],
    [
      '{app="web", level=~"error|warn"} |= "timeout" != "retry"',
      { kql: 'app:"web" and level:("error" or "warn") and "timeout" and not "retry"' },
    ],
    [
      'sum by (level) (rate({app="web"} |= `x` [5m]))',
      { kql: 'app:"web" and "x"', measure: 'rate', by: 'level', every: 'auto' },
    ],
    [
      'sum(count_over_time({app!="web"}[1m])) by (level, app)',
      { kql: 'not app:"web"', measure: 'count', by: ['level', 'app'], every: 'auto' },
    ],
  ])('of Loki are searches: %s', (expr, query) => {
    expect(logQuery(expr)).toEqual(query)
  })

  it.each([
    'up',
    'rate(x_total[5m])',
    '{app="web"} | json | line_format "{{.x}}"',
    'sum(rate({a="b"}[5m])) / 2',
    '{app=~"we.*b$"}',
  ])('are not guessed: %s', (expr) => {
    expect(logQuery(expr)).toBeUndefined()
  })

  it.each([
    ['status:>=200 AND service:api', 'status >= 200 and service:api'],
    ['NOT level:debug OR _exists_:trace_id', 'not level:debug or trace_id:*'],
    ['ms:[100 TO *] && status:{200 TO 300]', '(ms >= 100) and (status > 200 and status <= 300)'],
  ])('of Elasticsearch are KQL: %s', (lucene, kql) => {
    expect(kqlOfLucene(lucene)).toBe(kql)
  })
})
