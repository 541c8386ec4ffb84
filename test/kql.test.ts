import { expect, test } from 'vitest'
import { UserError } from '../src/lib/errors.ts'
import { compileKql } from '../src/query/kql/compile.ts'
import { gaps } from '../src/query/kql/gaps.ts'

const now = new Date('2026-03-15T12:34:56.789Z')

const columns = [
  { name: '_time', type: 'TIMESTAMP' },
  { name: 'message', type: 'VARCHAR' },
  { name: 'status', type: 'BIGINT' },
  { name: 'latency', type: 'DOUBLE' },
  { name: 'ok', type: 'BOOLEAN' },
  { name: 'tags', type: 'VARCHAR[]' },
  { name: 'day', type: 'DATE' },
  { name: 'http.method', type: 'VARCHAR' },
  { name: 'http.size', type: 'BIGINT' },
  { name: 'we"ird $p1', type: 'VARCHAR' },
  { name: '_source', type: 'VARCHAR' },
  { name: '_offset', type: 'BIGINT' },
]
const withRest = [...columns.slice(1, 3), { name: 'id', type: 'UUID' }, { name: '_rest', type: 'VARCHAR' }]

/** One query a line; those after the empty line are compiled for a dataset with `_rest`. */
const queries = `

status:404
Status:404
status:"404"
status:404.0
status:404.5
status:4*
status:abc
status:(404 or 500)
status:404 500 503
status:(>= 400)
status >= 400 and status < 500
status > 404.5
status <= -1.5
status >= now-1d
not status:200
not (status:200 or status:304)
latency:1.5
latency:1e3
latency > 0.25
ok:true
ok:False
ok:1
ok > 0
message:error
message:Error
message:"connection refused"
message:connection refused
message:(connection and not refused)
message:err*
message:*error
message:conn*refused
message:*.jpg
message:10.0.*
message:12345
message:1.0
message:"12345"
message:Größe
message:ΟΔΟΣ
message:"it's $1 \\\\ 'quoted'"
message:"--"
message:""
message:*
message:\\*
message > m
message >= 500
message < now-1h
tags:prod
tags:*
tags >= b
day:"2026-03-15"
day:2026-03
day > 2026
day < now/d
_time:2026-03-15T12:00
_time >= "2026-03-15T12:00:00.123456+01:00"
_time >= now-15m and _time < now
_time > now-1d/d
_time:soon
_source:landing
_offset >= 1000
http.method:get
http:{ method:get and size > 100 }
http:{ get }
http:*
http.*:get
h*:*
*:get
*
*:*
error
404
"connection refused"
error and not timeout
error or warn or 500
true
2026-03-15
"we\\"ird $p1":x
mesage:error
nothing.at.all:*
a:1 and b:2 or c:3
status:200 message:x
message:[a TO b]

error
status:404
other:x
other.deep >= 5
other:*
404
true
err*
o*:x
id:6ba7b810-9dad-11d1-80b4-00c04fd430c8
status:x or message:y
`.split('\n')

test('queries compile to the SQL that is written down', async () => {
  const empty = queries.indexOf('', 2)
  const sections = queries.slice(1, -1).map((kql, i) => {
    return explain(kql, i + 1 < empty ? columns : withRest)
  })
  expect(queries.length).toBeGreaterThan(60)
  await expect(sections.join('\n')).toMatchFileSnapshot('expected/kql.txt')
})

function explain(kql: string, known: typeof columns): string {
  const lines = [`# ${kql}`]
  try {
    const { where, params, words, warnings } = compileKql(kql, { columns: known, now })
    lines.push(where)
    for (const [name, value] of Object.entries(params)) {
      lines.push(`  $${name} = ${value.replaceAll(gaps.gap, '<gap>').replaceAll(gaps.notGap, '<word>')}`)
    }
    if (words.length > 0) lines.push(`  words: ${words.map((clause) => clause.join(' | ')).join(', ')}`)
    for (const warning of warnings) lines.push(`  warning: ${warning}`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    lines.push(`  error at ${error.at?.line}:${error.at?.column}: ${error.message}`, `  hint: ${error.hint}`)
  }
  return `${lines.join('\n')}\n`
}
