// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the project file has variables of this form.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserError } from '../lib/errors.ts'
import { readProject } from './index.ts'

/**
 * Each mistake: its project file, in which » stands before each place that is told, and what is told there, in the order of
 * the file, as the message and the hint or their beginnings.
 */
const mistakes: readonly [title: string, text: string, ...told: (readonly [message: string, hint: string])[]][] = [
  // Names and keys.
  ['a missing name', '»sources: {}', ['cannot use the project: key "name" is missing', 'Add it, like name: ']],
  [
    'a name in capitals',
    'name: »Water',
    ['cannot read name "Water" of the project: expecting a name of', 'Write it like'],
  ],
  [
    'a name that is a number',
    'name: »12',
    ['cannot read name "12" of the project: expecting a name', 'Write it like name:'],
  ],
  [
    'a name that is a list',
    'name: »[a]',
    ['cannot read name of the project: expecting a name of lower-case letters, digits, - and _; got a list', ''],
  ],
  [
    'a misspelt section',
    'name: a\n»strems: {}',
    ['cannot use key "strems" of the project: ', 'Did you mean "streams"?'],
  ],
  [
    'a role for people of companies that nobody of a company may have',
    'name: a\nroles: { client: { may: [view, edit], tenant: »required } }',
    ['cannot require a tenant of role "client": it may edit', 'People of a client company may view and read only.'],
  ],
  [
    'a login that gives a role for people of companies without a company',
    'name: a\ntenants: { acme: {}, globex: {} }\nroles: { client: { may: [view], tenant: required } }\nlogin: { one: { issuer: "https://id.example.org", client_id: a, roles: [{ role: »client }] } }',
    [
      'cannot give role "client" in login "one" without a company: expecting tenant acme or globex',
      'Write it like tenant: acme.',
    ],
  ],
  [
    'a section of a later version',
    'name: a\n»apps: {}',
    ['cannot use section "apps": it is not supported by this version', 'Remove the section'],
  ],
  [
    'a section nobody knows',
    'name: a\n»kitchen: {}',
    ['cannot use key "kitchen" of the project', 'Remove it, or correct its name.'],
  ],
  [
    'a section that is a list',
    'name: a\nstreams:\n  »- events',
    ['cannot read streams: expecting a map of names', 'Write it like streams:'],
  ],
  [
    'a section that is text',
    'name: a\ndatasets: »events',
    ['cannot read datasets: expecting a map of names', 'Write it like datasets:'],
  ],
  [
    'a key twice',
    'name: a\nstreams:\n  b: {}\n  »b: {}',
    ['cannot use key "b" twice: it stands on line 3 already', 'Remove one of them'],
  ],
  [
    'a section twice',
    'name: a\nstreams: {}\n»streams: {}',
    ['cannot use key "streams" twice: it stands on line 2 already', ''],
  ],
  [
    'a key twice in a flow map',
    'name: a\nstreams: { b: {}, »b: {} }',
    ['cannot use key "b" twice', 'Remove one of them'],
  ],
  ['an empty file', '»', ['cannot read project: it is empty', 'Begin with "name:"']],
  ['a file of comments', '»# nothing yet\n', ['cannot read project: it is empty', 'Begin with "name:"']],
  ['a file that is a list', '»- a\n- b\n', ['cannot read project: expecting keys; got a list', '']],
  ['a file that is text', '»hello', ['cannot read project: expecting keys; got a single value', '']],

  // Streams.
  [
    'a stream in capitals',
    'name: a\nstreams: { »Events: {} }',
    ['cannot name stream "Events": expecting lower-case letters', 'Name it events.'],
  ],
  [
    'a stream in camel case',
    'name: a\nstreams: { »userEvents: {} }',
    ['cannot name stream "userEvents"', 'Name it user_events.'],
  ],
  [
    'a stream with a dash',
    'name: a\nstreams: { »my-events: {} }',
    ['cannot name stream "my-events"', 'Name it my_events.'],
  ],
  [
    'a stream that begins with _',
    'name: a\nstreams: { »_x: {} }',
    ['cannot name stream "_x": names that begin with _ belong to Caudal', 'Name it x.'],
  ],
  [
    'a stream of rejected records',
    'name: a\nstreams: { »b_rejected: {} }',
    [
      'cannot name stream "b_rejected": "b_rejected" is where the rejected records of "b" are kept',
      'Choose another name.',
    ],
  ],
  [
    'a long name',
    `name: a\nstreams: { »${'b'.repeat(65)}: {} }`,
    ['cannot name stream "bbb', 'Choose a shorter name.'],
  ],
  [
    'a stream that is text',
    'name: a\nstreams: { b: »events }',
    ['cannot read stream "b": expecting a map of its options', 'Write b: {} when it needs none.'],
  ],
  [
    'a misspelt option',
    'name: a\nstreams:\n  b:\n    »retension: 7d',
    [
      'cannot use key "retension" of stream "b": expecting partitions, key, private, retention or retention_size',
      'Did you mean "retention"?',
    ],
  ],
  [
    'partitions in words',
    'name: a\nstreams: { b: { partitions: »two } }',
    [
      'cannot read partitions "two" of stream "b": expecting a whole number from 1 to 128',
      'Write it like partitions: 1.',
    ],
  ],
  [
    'no partitions',
    'name: a\nstreams: { b: { partitions: »0 } }',
    ['cannot read partitions "0" of stream "b": expecting a whole number from 1 to 128', ''],
  ],
  [
    'too many partitions',
    'name: a\nstreams: { b: { partitions: »1000 } }',
    ['cannot read partitions "1000" of stream "b"', ''],
  ],
  [
    'half a partition',
    'name: a\nstreams: { b: { partitions: »1.5 } }',
    ['cannot read partitions "1.5" of stream "b"', ''],
  ],
  [
    'partitions in quotes',
    'name: a\nstreams: { b: { partitions: »"2" } }',
    ['cannot read partitions "2" of stream "b"', 'Remove the quotes.'],
  ],
  [
    'partitions without a value',
    'name: a\nstreams:\n  b:\n    »partitions:',
    ['cannot read partitions of stream "b": expecting a whole number from 1 to 128; got nothing', ''],
  ],
  [
    'a duration without unit',
    'name: a\nstreams: { b: { retention: »7 } }',
    [
      'cannot read retention "7" of stream "b": expecting a duration such as 30s, 12h or 7d',
      'Write it like retention: 7d.',
    ],
  ],
  [
    'a duration in words',
    'name: a\nstreams: { b: { retention: »7 days } }',
    ['cannot read retention "7 days" of stream "b"', 'Write it like retention: 7d.'],
  ],
  [
    'a duration of nothing',
    'name: a\nstreams: { b: { retention: »0d } }',
    ['cannot keep nothing in stream "b": expecting a retention above zero', 'Leave it out'],
  ],
  [
    'a rule without a condition',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [»{ field: n }] } }',
    ['cannot use rule 1 of dataset "b": expecting one condition (type, range, in,', 'Write it like'],
  ],
  [
    'a rule with two conditions',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [{ freshness: 1h }, »{ field: n, unique: true, not_null: true }] } }',
    ['cannot use rule 2 of dataset "b": expecting one condition', 'Make a rule of each.'],
  ],
  [
    'a rule of no field',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [»{ range: [0, 1] }] } }',
    ['cannot use rule 1 of dataset "b": range needs a field', 'Write it like { field: mean, range: … }.'],
  ],
  [
    'a range of nothing',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [»{ field: n, range: [2, 1] }] } }',
    ['cannot use rule 1 of dataset "b": its range holds nothing', 'Write the least value first'],
  ],
  [
    'a rule that looks beyond one record',
    'name: a\nstreams: { b: }\ndatasets: { »b: { rules: [{ sql: n > (select 1) }] } }',
    [
      'cannot use rule "n > (select 1)" of dataset "b": expecting an SQL expression; a subquery looks beyond one record',
      'Write a condition on the fields of a record',
    ],
  ],
  [
    'two rules of one name',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [{ sql: n > 1 }, »{ sql: n > 1 }] } }',
    ['cannot use rule 2 of dataset "b": another one is called "n > 1"', 'Give it a name of its own'],
  ],
  [
    'a measured rule that would reject',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [»{ field: n, unique: true, severity: reject }] } }',
    ['cannot use rule 1 of dataset "b": unique is measured, and rejects nothing', 'Give the dataset a key.'],
  ],
  [
    'a rule by a field that is about each record',
    'name: a\nstreams: { b: }\ndatasets: { b: { rules: [»{ field: n, in: [1], by: m }] } }',
    ['cannot use rule 1 of dataset "b": by belongs to monotonic, not to in', 'Remove it.'],
  ],
  [
    'a key of what Caudal fills',
    'name: a\nstreams: { b: }\ndatasets: { b: { key: [n, »_source] } }',
    ['cannot use "_source" in the key of dataset "b": Caudal fills it', 'Name fields that records have.'],
  ],
  [
    'a key with a field twice',
    'name: a\nstreams: { b: }\ndatasets: { b: { key: [n, m, »n] } }',
    ['cannot use "n" in the key of dataset "b": it is there already', 'Keep one of them.'],
  ],
  [
    'a time for a key that is not there',
    'name: a\nstreams: { b: }\ndatasets: { b: { within: »7d } }',
    ['cannot use within of dataset "b": it has no key', 'Add a key'],
  ],
  [
    'which record stays of a key that is not there',
    'name: a\nstreams: { b: }\ndatasets: { b: { keep: »last } }',
    ['cannot use keep of dataset "b": it has no key', 'Add a key'],
  ],
  [
    'a time for a key that is over at once',
    'name: a\nstreams: { b: }\ndatasets: { b: { key: [n], within: »0s } }',
    ['cannot look for duplicates of dataset "b" within no time', 'Leave it out'],
  ],
  [
    'a size without unit',
    'name: a\nstreams: { b: { retention_size: »10 } }',
    [
      'cannot read retention_size "10" of stream "b": expecting a size such as 64MB or 10GB',
      'Write it like retention_size: 10GB.',
    ],
  ],
  [
    'an empty key',
    'name: a\nstreams: { b: { key: »"" } }',
    ['cannot read key of stream "b": expecting text that is not empty; got empty text', 'Write it like key: device.'],
  ],

  // Datasets.
  [
    'a dataset without a stream',
    'name: a\nstreams: { events: {} }\ndatasets: { »evnts: {} }',
    ['cannot fill dataset "evnts": there is no stream "evnts"', 'Did you mean "events"?'],
  ],
  [
    'a dataset far from any stream',
    'name: a\ndatasets: { »orders: {} }',
    ['cannot fill dataset "orders": there is no stream "orders"', 'Let a source write "to: orders"'],
  ],
  [
    'a dataset from an unknown stream',
    'name: a\nstreams: { events: {} }\ndatasets: { b: { from: »event } }',
    ['cannot store stream "event" in dataset "b": there is no such stream', 'Did you mean "events"?'],
  ],
  [
    'a word of SQL',
    'name: a\nstreams: { order: {} }\ndatasets: { »order: {} }',
    ['cannot name dataset "order": it is a word of SQL, and a dataset is a table there', 'Choose another name'],
  ],
  [
    'a table of the engine',
    'name: a\nstreams: { events: {} }\ndatasets: { »pg_class: { from: events } }',
    ['cannot name dataset "pg_class": tables that begin with pg_ are the database\'s own', ''],
  ],
  [
    'an unknown type of field',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { fields: { status: »integr } } }',
    [
      'cannot read fields.status "integr" of dataset "b": expecting boolean, integer, number',
      'Did you mean "integer"?',
    ],
  ],
  [
    'a type far from any',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { fields: { status: »word } } }',
    ['cannot read fields.status "word" of dataset "b"', 'Choose boolean, integer'],
  ],
  [
    'fields as a list',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { fields: »[status] } }',
    [
      'cannot read fields of dataset "b": expecting a map of names to boolean, integer, number, string, timestamp, date or json; got a list',
      'Write it like fields: {"status":"integer"}.',
    ],
  ],
  [
    'a field of our own',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { fields: { »_offset: integer } } }',
    ['cannot declare field "_offset" of dataset "b": Caudal fills it', ''],
  ],
  [
    'fields that are one column',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { fields: { id: string, »ID: string } } }',
    ['cannot declare field "ID" of dataset "b": "id" is the same column', ''],
  ],
  [
    'an option of streams on a dataset',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { »partitions: 2 } }',
    ['cannot use key "partitions" of dataset "b"', 'Remove it'],
  ],

  // Sources.
  [
    'an unknown type of source',
    'name: a\nsources: { b: { type: »tial, path: x, to: b } }',
    ['cannot use type "tial" of source "b": expecting ', 'Did you mean "tail"?'],
  ],
  [
    'a source without type',
    'name: a\nsources: { »b: { path: x, to: b } }',
    ['cannot use source "b": key "type" is missing', 'Add it, like type: '],
  ],
  ['a source without anything', 'name: a\nsources:\n  »b:\n', ['cannot use source "b": key "type" is missing', '']],
  [
    'a source that is text',
    'name: a\nsources: { b: »tail }',
    ['cannot read source "b": expecting a map of its options', 'Write it like b: { type: '],
  ],
  [
    'a source without stream',
    'name: a\nsources: { »b: { type: host } }',
    ['cannot use source "b": key "to" is missing', 'Add it, like to: events.'],
  ],
  [
    'a misspelt option of a source',
    'name: a\nsources: { b: { type: tail, »paht: x, to: b } }',
    ['cannot use key "paht" of source "b": expecting type, to, path', 'Did you mean "path"?'],
  ],
  [
    'a misspelt "to", told once',
    'name: a\nsources: { b: { type: host, »tto: b } }\ndatasets: { b: {} }',
    ['cannot use key "tto" of source "b"', 'Did you mean "to"?'],
  ],
  [
    'a misspelt "type", told once',
    'name: a\nsources: { b: { »tpye: host, to: b } }',
    ['cannot use key "tpye" of source "b"', 'Did you mean "type"?'],
  ],
  [
    'a path that is a number',
    'name: a\nsources: { b: { type: tail, path: »2024, to: b } }',
    ['cannot read path "2024" of source "b": expecting text', 'Put it in quotes: "2024".'],
  ],
  [
    'an unknown format',
    'name: a\nsources: { b: { type: tail, path: x, format: »line, to: b } }',
    ['cannot read format "line" of source "b": expecting ', 'Did you mean "lines"?'],
  ],
  [
    'a format whose records are no lines for a source that follows lines',
    'name: a\nsources: { b: { type: tail, path: x, format: »json, to: b } }',
    ['cannot read format "json" of source "b": expecting lines, ndjson or csv', 'Choose lines, ndjson or csv.'],
  ],
  [
    'an option that the format does not have',
    'name: a\nsources: { b: { type: files, format: csv, format_options: { »delimter: ";" }, to: b } }',
    ['cannot use key "delimter" of format_options of source "b": expecting delimiter', 'Did you mean "delimiter"?'],
  ],
  [
    'a wrong option of a format that is not known yet',
    'name: a\nsources: { b: { type: files, format_options: { delimiter: »ab }, to: b } }',
    ['cannot read format_options.delimiter "ab" of source "b": expecting detect or one character', ''],
  ],
  [
    'a stream in capitals behind "to"',
    'name: a\nsources: { b: { type: host, to: »Host } }',
    ['cannot write to stream "Host": expecting lower-case letters', 'Name it host.'],
  ],
  [
    'Caudal\'s own log behind "to"',
    'name: a\nsources: { b: { type: host, to: »_caudal } }',
    ['cannot write to stream "_caudal": names that begin with _ belong to Caudal', ''],
  ],
  [
    'two sources of one name',
    'name: a\nsources:\n  b: { type: host, to: b }\n  »b: { type: host, to: c }',
    ['cannot use key "b" twice: it stands on line 3 already', ''],
  ],
  [
    'mistakes in a source that is there twice',
    'name: a\nsources:\n  b: { type: host, to: b }\n  »b: { type: »hst, to: c }',
    ['cannot use key "b" twice', ''],
    ['cannot use type "hst"', 'Did you mean "host"?'],
  ],

  // Variables.
  [
    'a variable without value',
    'name: a\nsources: { b: { type: tail, path: "logs/»${NOWHERE}/x", to: b } }',
    ['cannot find variable "NOWHERE": it is not in the environment and not in .env', 'Set NOWHERE in the environment'],
  ],
  [
    'a misspelt variable',
    'name: a\nsources: { b: { type: tail, path: "»${LOG_FOLDR}/x", to: b } }',
    ['cannot find variable "LOG_FOLDR"', 'Did you mean ${LOG_FOLDER}?'],
  ],
  [
    'a reference without an end',
    'name: a\nsources: { b: { type: tail, path: "»${LOG_FOLDER", to: b } }',
    ['cannot read "${LOG_FOLDER": expecting ${NAME}', 'Write $${'],
  ],
  [
    'a reference with a default',
    'name: a\nsources: { b: { type: tail, path: "»${X:-y}", to: b } }',
    ['cannot read "${X:-y}": expecting ${NAME}', 'Write $${'],
  ],
  [
    'a variable without quotes in brackets',
    'name: a\nsources: { b: { type: tail, path: $»{LOG_FOLDER}, to: b } }',
    ['cannot read ${LOG_FOLDER} inside brackets: expecting quotes around it', 'Write "${LOG_FOLDER}"'],
  ],
  [
    'variables without quotes inside brackets, and something else behind them',
    `name: a
sources:
  b: { type: tail, path: $»{LOG_FOLDER}, to: b }
  c: {type: tail, path: [$»{LOG_FOLDER}], to: b}
datasets:
  b: {}
monitors:
  d: { query: »@x }
dashboards: {}`,
    ['cannot read ${LOG_FOLDER} inside brackets: expecting quotes around it', 'Write "${LOG_FOLDER}"'],
    ['cannot read ${LOG_FOLDER} inside brackets: expecting quotes around it', 'Write "${LOG_FOLDER}"'],
    ['cannot read value "@x": a value cannot begin with @', 'Put the value in quotes.'],
  ],
  [
    'a bracket that closes nothing, before other keys',
    'name: a\nstreams:\n  b: {}»}\n  c: {}\ndatasets:\n  b: {}',
    ['cannot read YAML: unexpected flow-map-end', ''],
  ],
  [
    'an unknown variable where more would be wrong',
    'name: a\nsources: { b: { type: host, to: "»${NOWHERE}" } }',
    ['cannot find variable "NOWHERE"', ''],
  ],
  [
    'a secret of the wrong form',
    'name: a\nstreams: { b: { retention: »"${SECRET}" } }',
    ['cannot read retention "${SECRET}" of stream "b": expecting a duration', 'Write it like retention: 7d.'],
  ],
  [
    'a secret for a number',
    'name: a\nstreams: { b: { partitions: »"${SECRET}" } }',
    ['cannot read partitions "${SECRET}" of stream "b"', ''],
  ],
  [
    'a secret for a name',
    'name: a\nstreams: { b: {} }\ndatasets: { b: { from: »"${SECRET}" } }',
    ['cannot store stream "${SECRET}" in dataset "b"', 'Choose b or _caudal.'],
  ],
  [
    'a secret for the name of a stream',
    'name: a\nsources: { b: { type: tail, path: x, to: »"${SECRET}" } }',
    ['cannot write to stream "${SECRET}": the value that comes in for it is no name', 'Take lower-case letters'],
  ],
  [
    'a secret for a type',
    'name: a\nsources: { b: { type: »"${SECRET}", to: b } }',
    ['cannot use type "${SECRET}" of source "b"', ''],
  ],

  // YAML.
  [
    'a tab',
    'name: a\nstreams:\n»\tb: {}',
    ['cannot read indentation: expecting spaces; got a tab', 'Indent with two spaces.'],
  ],
  [
    'a key indented less than its siblings',
    'name: a\nstreams:\n  b: {}\n »c: {}',
    ['cannot read "c:": expecting the column of the lines that it belongs to', 'Indent the keys of one map alike.'],
  ],
  [
    'no space after a colon',
    '»name:a\nstreams: {}',
    ['cannot read "name:a": expecting "key: value"', 'Put a space after the colon.'],
  ],
  ['two colons in a line', 'name: »a: b', ['cannot read "a:": expecting one "key: value" a line', '']],
  [
    'an open bracket',
    'name: a\nstreams: { b: {}\n»',
    ['cannot read map: expecting its closing } before this place', 'Close the bracket'],
  ],
  ['an open quote', 'name: "a\n»', ['cannot read text in quotes: expecting its closing "', 'Close the quote.']],
  [
    'a glob without quotes',
    'name: a\nsources: { b: { type: tail, path: »*.log, to: b } }',
    ['cannot read value "*.log": a value that begins with * repeats an anchor', 'Put it in quotes: "*.log".'],
  ],
  [
    'a value that begins with @',
    'name: »@a',
    ['cannot read value "@a": a value cannot begin with @', 'Put the value in quotes.'],
  ],
  [
    'a tag',
    'name: »!secret a',
    ['cannot read value "!secret": a value that begins with ! is a tag', 'Put the value in quotes.'],
  ],
  [
    'a backslash in double quotes',
    'name: a\nsources: { b: { type: tail, path: "C:»\\logs", to: b } }',
    ['cannot read "\\logs"" inside double quotes: a backslash begins an escape there', 'Use single quotes'],
  ],
  [
    'a second document',
    'name: a\n»---\nname: b',
    ['cannot read a second document: expecting one', 'Remove the line "---"'],
  ],
  [
    'a function without its file beside one of an unknown stream',
    `name: a
streams: { events: {} }
functions:
  first: { on: events, run: »functions/gone.ts, to: cleaned }
  »second: { on: clened, use: flatten, to: flat }
  third: { on: cleaned, use: flatten, to: flat }
datasets: { flat: {}, »falt: {} }`,
    ['cannot read "functions/gone.ts" of function "first"', ''],
    ['cannot run function "second" on stream "clened": there is no such stream', 'Did you mean "cleaned"?'],
    ['cannot fill dataset "falt": there is no stream "falt"', 'Did you mean "flat"?'],
  ],
  ['a key that is a map', 'name: a\n? »{ b: c }\n: d', ['cannot read key: expecting a name', 'Write "name: value".']],
  ['an anchor within itself', 'name: a\nstreams: &b { c: *b }', ['cannot read YAML: it is nested too deeply', '']],
]

describe('a broken project', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-broken-'))
    await writeFile(join(folder, '.env'), 'LOG_FOLDER=/var/log\nSECRET="top secret"\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each(mistakes)('%s is told where it stands', async (_, marked, ...told) => {
    await writeFile(join(folder, 'caudal.yaml'), marked.replaceAll('»', ''))
    const { project, problems } = await readProject(folder, { environment: {} })
    expect(project).toBeUndefined()
    expect(problems.map(({ message }, i) => message.slice(0, told[i]?.[0].length))).toEqual(
      told.map(([message]) => message),
    )
    expect(problems.map(({ hint = '' }, i) => hint.slice(0, told[i]?.[1].length))).toEqual(told.map(([, hint]) => hint))
    if (marked.includes('»')) expect(problems.map(placeOf)).toEqual(placesOf(marked))
    expect(JSON.stringify(problems.map((problem) => problem.toBody()))).not.toContain('top secret')
  })

  test('has lines of .env that say nothing: they are told where they stand, and not shown', async () => {
    await writeFile(join(folder, 'caudal.yaml'), 'name: a\nstreams: { b: {} }')
    const texts = { '.env': 'A=1\nsecret of two\nB="c\nd"\n' }
    const { problems } = await readProject(folder, { environment: {}, texts })
    expect(problems.map((problem) => problem.toBody())).toEqual([
      {
        code: 'invalid',
        message: 'cannot read line of .env: expecting NAME=value',
        at: { file: '.env', line: 2, column: 1 },
        hint: 'Put an equals sign behind the name, quotes around a value of several lines, and # before a comment.',
      },
    ])
  })

  test('is told with all of its mistakes at once, in the order of the file', async () => {
    const marked = `name: »A
sources:
  lines: { type: tail, path: "a", »fromat: lines, to: lines }
  river: { type: »filse, to: river }
  »later: { type: host }
streams:
  events: { partitions: »0, retention: »soon }
datasets:
  lines: { »tme: at }
  river: {}
  b: { from: »evnts }
`
    await writeFile(join(folder, 'caudal.yaml'), marked.replaceAll('»', ''))
    const { problems } = await readProject(folder, { environment: {} })
    expect(problems.map(placeOf)).toEqual(placesOf(marked))
  })
})

function placeOf({ at }: UserError): string {
  return `${at?.file}:${at?.line}:${at?.column}`
}

/** The places before which a mark stands, as if the marks were not there. */
function placesOf(marked: string): string[] {
  return marked.split('\n').flatMap((line, i) => {
    const parts = line.split('»').slice(0, -1)
    return parts.map((_, n) => `caudal.yaml:${i + 1}:${parts.slice(0, n + 1).join('').length + 1}`)
  })
}
