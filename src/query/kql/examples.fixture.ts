/** The queries of docs/guides/kql.md and which of these records each finds; a test runs them all. */

export const exampleNow = new Date('2026-03-15T12:00:00Z')

export const exampleColumns = [
  { name: '_time', type: 'TIMESTAMP' },
  { name: 'level', type: 'VARCHAR' },
  { name: 'message', type: 'VARCHAR' },
  { name: 'status', type: 'BIGINT' },
  { name: 'seconds', type: 'DOUBLE' },
  { name: 'ok', type: 'BOOLEAN' },
  { name: 'tags', type: 'VARCHAR[]' },
  { name: 'http.method', type: 'VARCHAR' },
  { name: 'http.path', type: 'VARCHAR' },
  { name: '_rest', type: 'VARCHAR' },
] as const

/** Records as they were sent, with the time that Caudal understood. `color` came too late to become a column. */
export const exampleRecords: readonly Readonly<Record<string, unknown>>[] = [
  {
    _time: '2026-03-15T11:58:00Z',
    level: 'error',
    message: 'Connection refused by 10.0.0.7: giving up',
    status: 502,
    seconds: 30,
    ok: false,
    tags: ['prod', 'eu-west'],
    http: { method: 'GET', path: '/api/orders/17' },
  },
  {
    _time: '2026-03-15T10:30:00Z',
    level: 'warning',
    message: 'The peer refused a connection',
    status: 404,
    seconds: 0.25,
    ok: true,
    tags: ['test'],
    http: { method: 'POST', path: '/img/photo.jpg' },
  },
  {
    _time: '2026-03-14T09:00:00Z',
    level: 'info',
    message: 'user_id=17 said: "ÇA VA"',
    status: 200,
    seconds: 1.5,
    ok: true,
  },
  { _time: '2026-02-01T00:00:00Z', message: 'messenger started (v1.2)', color: 'deep red' },
]

export interface Example {
  readonly kql: string
  /** The numbers of the records found, from 1. */
  readonly finds: readonly number[]
  readonly says: string
}

export const examples: Readonly<Record<string, readonly Example[]>> = {
  Words: [
    { kql: 'refused', finds: [1, 2], says: 'the word anywhere in a record, whatever its case' },
    { kql: 'ref', finds: [], says: 'only whole words' },
    { kql: '"connection refused"', finds: [1], says: 'the words one after the other' },
    { kql: 'started refused', finds: [1, 2, 4], says: 'any of the words' },
    { kql: 'started and refused', finds: [], says: 'all of the words' },
    { kql: '10.0.0.7', finds: [1], says: 'signs separate words: these are four, one after the other' },
    { kql: 'ça', finds: [3], says: 'accents count, case does not' },
    { kql: 'red', finds: [4], says: 'fields without a column are searched, too' },
  ],
  Fields: [
    { kql: 'level:error', finds: [1], says: 'the word in this field' },
    { kql: 'status:404', finds: [2], says: 'numbers by value; `404.0` and `"404"` are the same' },
    { kql: 'status:404 502', finds: [1, 2], says: 'one of the values' },
    { kql: 'level:(error or warning)', finds: [1, 2], says: 'the same, written out' },
    { kql: 'ok:true', finds: [2, 3], says: 'true or false' },
    { kql: 'tags:prod', finds: [1], says: 'a list has it if one of its items has' },
    { kql: 'http.method:get', finds: [1], says: 'a field of an object' },
    { kql: 'http:{ method:post and path:jpg }', finds: [2], says: 'several fields of an object' },
    { kql: 'http.*:post', finds: [2], says: 'all columns whose names fit' },
    { kql: 'color:red', finds: [4], says: 'a field without a column' },
    { kql: 'level:*', finds: [1, 2, 3], says: 'the field is there' },
    { kql: 'not level:*', finds: [4], says: 'the field is missing or null' },
  ],
  'And, or, not': [
    { kql: 'level:error or status < 300', finds: [1, 3], says: 'one of them' },
    { kql: 'refused and not ok:true', finds: [1], says: 'not binds closer than and, and closer than or' },
    { kql: 'not status:404', finds: [1, 3, 4], says: 'records without the field are found as well' },
    { kql: '(level:error or level:info) and ok:true', finds: [3], says: 'parentheses group' },
  ],
  Wildcards: [
    { kql: 'mess*', finds: [4], says: 'a word that begins so' },
    { kql: 'http.path:*.jpg', finds: [2], says: 'a value that ends so' },
    { kql: 'http.path:/api/*/17', finds: [1], says: 'within a value' },
    { kql: 'status:4*', finds: [2], says: 'whole numbers by their digits' },
    { kql: 'message:"mess*"', finds: [], says: 'between quotes a star is only a sign' },
  ],
  Ranges: [
    { kql: 'status >= 400 and status < 500', finds: [2], says: 'numbers' },
    { kql: 'seconds > 0.25', finds: [1, 3], says: 'fractions' },
    { kql: '_time >= now-1h', finds: [1], says: 'the last hour' },
    { kql: '_time < now/d', finds: [3, 4], says: 'before today, in UTC' },
    { kql: '_time:2026-03-15', finds: [1, 2], says: 'that day' },
    { kql: '_time > 2026-02', finds: [1, 2, 3], says: 'after that month' },
    { kql: '_time >= "2026-03-15T11:00:00+01:00"', finds: [1, 2], says: 'a time of another zone' },
  ],
  'Signs and quotes': [
    { kql: 'message:"giving up"', finds: [1], says: 'quotes keep words together' },
    { kql: 'user_id=17', finds: [3], says: 'a word may have signs that mean nothing to KQL' },
    { kql: 'said\\: and \\"ÇA', finds: [3], says: 'a backslash before `\\ ( ) : < > " * { }`' },
    { kql: 'http.path:"/img/photo.jpg"', finds: [2], says: 'or all of it between quotes' },
  ],
}
