/** Thirty questions to ten million events, in each one's own language. */
export interface Question {
  readonly name: string
  readonly kind: 'needle' | 'phrase' | 'top-n' | 'histogram' | 'percentile' | 'scan' | 'lookup'
  /** SQL over `events`, or KQL for the fifty newest hits. */
  readonly sql?: string
  readonly kql?: string
  readonly clickhouse: string
  readonly logsql: string
}

/** What the questions need to know of the data: a record that exists, and times within it. */
export interface Sample {
  readonly trace_id: string
  readonly user_id: number
  readonly number: string
  readonly ip: string
  readonly minute: string
  readonly hour: string
  readonly from: string
  readonly until: string
}

const newest = 'order by _time desc limit 50'
const newestVl = 'sort by (_time desc) limit 50'

export function questions({ trace_id, user_id, number, ip, from, until }: Sample): Question[] {
  const between = `_time >= '${from}' and _time < '${until}'`
  const betweenCh = `_time >= parseDateTime64BestEffort('${from}') and _time < parseDateTime64BestEffort('${until}')`
  const betweenVl = `_time:[${from}, ${until})`
  const sql = (name: string, kind: Question['kind'], text: string, clickhouse: string, logsql: string): Question => ({
    name,
    kind,
    sql: text,
    clickhouse,
    logsql,
  })
  const kql = (name: string, kind: Question['kind'], text: string, where: string, logsql: string): Question => ({
    name,
    kind,
    kql: text,
    clickhouse: `select * from events where ${where} ${newest}`,
    logsql: `${logsql} | ${newestVl}`,
  })
  const countBy = (name: string, column: string): Question =>
    sql(
      name,
      'top-n',
      `select ${column}, count(*) as n from events group by 1 order by n desc limit 10`,
      `select ${column}, count(*) as n from events group by 1 order by n desc limit 10`,
      `* | stats by (${column}) count() n | sort by (n desc) limit 10`,
    )
  return [
    kql('one trace id', 'needle', `trace_id:${trace_id}`, `trace_id = '${trace_id}'`, `trace_id:="${trace_id}"`),
    kql(
      'one trace id, free text',
      'needle',
      trace_id,
      `trace_id = '${trace_id}' or hasToken(_msg, '${trace_id}')`,
      `"${trace_id}" or trace_id:="${trace_id}"`,
    ),
    kql('a rare number in the text', 'needle', number, `hasToken(_msg, '${number}')`, `"${number}"`),
    kql('a rare number in one field', 'needle', `_msg:${number}`, `hasToken(_msg, '${number}')`, `_msg:"${number}"`),
    kql('an address', 'needle', `"${ip}"`, `position(_msg, '${ip}') > 0`, `"${ip}"`),
    kql(
      'a trace id that does not exist',
      'needle',
      'trace_id:ffffffffdeadbeef00000000',
      `trace_id = 'ffffffffdeadbeef00000000'`,
      'trace_id:="ffffffffdeadbeef00000000"',
    ),
    sql(
      'one trace id, by SQL',
      'lookup',
      `select * from events where trace_id = '${trace_id}'`,
      `select * from events where trace_id = '${trace_id}'`,
      `trace_id:="${trace_id}"`,
    ),
    sql(
      'one user',
      'lookup',
      `select count(*) from events where user_id = ${user_id}`,
      `select count(*) from events where user_id = ${user_id}`,
      `user_id:=${user_id} | stats count() n`,
    ),
    kql('one user, newest', 'lookup', `user_id:${user_id}`, `user_id = ${user_id}`, `user_id:=${user_id}`),
    kql(
      'a phrase',
      'phrase',
      '"payment order failed"',
      `position(_msg, 'payment order failed') > 0`,
      '"payment order failed"',
    ),
    kql(
      'a phrase and a level',
      'phrase',
      '"cart cart failed" and level:error',
      `position(_msg, 'cart cart failed') > 0 and level = 'error'`,
      '"cart cart failed" and level:=error',
    ),
    sql(
      'how often a phrase',
      'phrase',
      `select count(*) from events where contains(_msg, 'failed for order')`,
      `select count(*) from events where position(_msg, 'failed for order') > 0`,
      `"failed for order" | stats count() n`,
    ),
    sql(
      'a regular expression',
      'phrase',
      `select count(*) from events where regexp_matches(_msg, 'in 49[0-9][0-9] ms')`,
      `select count(*) from events where match(_msg, 'in 49[0-9][0-9] ms')`,
      `_msg:~"in 49[0-9][0-9] ms" | stats count() n`,
    ),
    kql('the newest', 'lookup', '', '1', '*'),
    kql('the newest errors', 'lookup', 'level:error', `level = 'error'`, 'level:=error'),
    kql(
      'errors of a service',
      'lookup',
      'level:error and service:svc-7',
      `level = 'error' and service = 'svc-7'`,
      'level:=error and service:="svc-7"',
    ),
    kql(
      'slow failures',
      'lookup',
      'status >= 500 and duration_ms > 1990',
      'status >= 500 and duration_ms > 1990',
      'status:>=500 and duration_ms:>1990',
    ),
    countBy('the ten busiest services', 'service'),
    countBy('the ten most frequent statuses', 'status'),
    countBy('the ten most frequent users', 'user_id'),
    sql(
      'count and mean by service',
      'top-n',
      'select service, count(*), avg(duration_ms) from events group by 1',
      'select service, count(*), avg(duration_ms) from events group by 1',
      '* | stats by (service) count() n, avg(duration_ms) m',
    ),
    sql(
      'slowest hosts among errors',
      'top-n',
      `select host, max(duration_ms) as d from events where level = 'error' group by 1 order by d desc`,
      `select host, max(duration_ms) as d from events where level = 'error' group by 1 order by d desc`,
      'level:=error | stats by (host) max(duration_ms) d',
    ),
    sql(
      'p99 by service',
      'percentile',
      'select service, approx_quantile(duration_ms, 0.99) from events group by 1',
      'select service, quantileTDigest(0.99)(duration_ms) from events group by 1',
      '* | stats by (service) quantile(0.99, duration_ms) p',
    ),
    sql(
      'percentiles over all',
      'percentile',
      'select approx_quantile(duration_ms, [0.5, 0.9, 0.99]) from events',
      'select quantilesTDigest(0.5, 0.9, 0.99)(duration_ms) from events',
      '* | stats quantile(0.5, duration_ms) a, quantile(0.9, duration_ms) b, quantile(0.99, duration_ms) c',
    ),
    sql(
      'by hour',
      'histogram',
      `select date_trunc('hour', _time) as t, count(*) from events group by 1 order by 1`,
      'select toStartOfHour(_time) as t, count(*) from events group by 1 order by 1',
      '* | stats by (_time:1h) count() n',
    ),
    sql(
      'by hour and level',
      'histogram',
      `select date_trunc('hour', _time) as t, level, count(*) from events group by 1, 2`,
      'select toStartOfHour(_time) as t, level, count(*) from events group by 1, 2',
      '* | stats by (_time:1h, level) count() n',
    ),
    sql(
      'errors by minute of one day',
      'histogram',
      `select date_trunc('minute', _time) as t, count(*) from events where level = 'error' and ${between} group by 1`,
      `select toStartOfMinute(_time) as t, count(*) from events where level = 'error' and ${betweenCh} group by 1`,
      `level:=error and ${betweenVl} | stats by (_time:1m) count() n`,
    ),
    sql(
      'a wide scan',
      'scan',
      'select count(*), sum(status), sum(duration_ms), max(user_id), count(distinct service), count(distinct host) from events',
      'select count(*), sum(status), sum(duration_ms), max(user_id), uniqExact(service), uniqExact(host) from events',
      '* | stats count() a, sum(status) b, sum(duration_ms) c, max(user_id) d, count_uniq(service) e, count_uniq(host) f',
    ),
    sql(
      'distinct users',
      'scan',
      'select approx_count_distinct(user_id) from events',
      'select uniq(user_id) from events',
      '* | stats count_uniq_hash(user_id) n',
    ),
    sql(
      'one hour of one service',
      'scan',
      `select level, status, count(*) from events where service = 'svc-3' and ${between} group by 1, 2`,
      `select level, status, count(*) from events where service = 'svc-3' and ${betweenCh} group by 1, 2`,
      `service:="svc-3" and ${betweenVl} | stats by (level, status) count() n`,
    ),
  ]
}
