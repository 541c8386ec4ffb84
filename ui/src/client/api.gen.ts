// Written by `npm run docs` from the routes in src/api/.
import type { Answer } from './answers.ts'

export interface Routes {
  'GET /health': {
    answer: Answer<'GET /health'>
  }
  'GET /ready': {
    answer: Answer<'GET /ready'>
  }
  'GET /metrics': {
    answer: Answer<'GET /metrics'>
  }
  'POST /api/sql': {
    body: { /** One SELECT in the dialect of DuckDB; datasets are its tables. */ sql: string; /** The value of each `$name` in the statement. */ params?: Record<string, unknown>; /** The form of the answer; all but `json` are streamed. */ format?: "json" | "ndjson" | "csv" | "arrow" | "parquet"; /** Answer with the plan instead of the rows. */ explain?: boolean; limits?: { rows?: number; time_ms?: number } }
    answer: Answer<'POST /api/sql'>
  }
  'POST /api/search': {
    body: { /** The query; empty finds everything. */ kql: string; /** Datasets; by default all that the caller may read but those that begin with `_`, of which only `_caudal` is searched. */ in?: (string)[]; /** ISO 8601, or a duration back from now: `1h`. Inclusive. */ since?: string; /** ISO 8601, or a duration back from now. Exclusive. */ until?: string; limit?: number; order?: "newest" | "oldest"; histogram?: { buckets: number }; /** Only the SQL, without running it on all of the data. */ explain?: boolean }
    answer: Answer<'POST /api/search'>
  }
  'POST /api/search/values': {
    body: { /** The query; empty finds everything. */ kql: string; /** Datasets; by default all that the caller may read but those that begin with `_`, of which only `_caudal` is searched. */ in?: (string)[]; /** ISO 8601, or a duration back from now: `1h`. Inclusive. */ since?: string; /** ISO 8601, or a duration back from now. Exclusive. */ until?: string; /** A column of one of the datasets. */ field: string; /** Only values that begin so, in any case. */ prefix?: string; limit?: number }
    answer: Answer<'POST /api/search/values'>
  }
  'POST /api/search/patterns': {
    body: { /** The query; empty finds everything. */ kql: string; /** Datasets; by default all that the caller may read but those that begin with `_`, of which only `_caudal` is searched. */ in?: (string)[]; /** ISO 8601, or a duration back from now: `1h`. Inclusive. */ since?: string; /** ISO 8601, or a duration back from now. Exclusive. */ until?: string; /** A column of texts; that of the message by its usual names without it. */ field?: string }
    answer: Answer<'POST /api/search/patterns'>
  }
  'GET /api/tail/{stream}': {
    path: { stream: string }
    query?: { kql?: string; last?: number }
    answer: Answer<'GET /api/tail/{stream}'>
  }
  'POST /api/record': {
    body: { /** A stream, or a dataset. */ from: string; /** This many of the latest records. */ last?: number; /** Only records that match. */ kql?: string; /** Fields whose values are replaced, beside the private ones of the stream. */ redact?: (string)[] }
    answer: Answer<'POST /api/record'>
  }
  'GET /api/types': {
    answer: Answer<'GET /api/types'>
  }
  'GET /api/datasets': {
    answer: Answer<'GET /api/datasets'>
  }
  'GET /api/datasets/{dataset}': {
    path: { dataset: string }
    answer: Answer<'GET /api/datasets/{dataset}'>
  }
  'GET /api/datasets/{dataset}/sizes': {
    path: { dataset: string }
    answer: Answer<'GET /api/datasets/{dataset}/sizes'>
  }
  'GET /api/datasets/{dataset}/changes': {
    path: { dataset: string }
    answer: Answer<'GET /api/datasets/{dataset}/changes'>
  }
  'GET /api/streams': {
    answer: Answer<'GET /api/streams'>
  }
  'GET /api/status': {
    answer: Answer<'GET /api/status'>
  }
  'POST /api/verify': {
    answer: Answer<'POST /api/verify'>
  }
  'POST /api/backup': {
    body: { /** The whole path of a folder on the machine of the project: a new or empty one, or one of its backups. */ folder: string }
    answer: Answer<'POST /api/backup'>
  }
  'GET /api/backup': {
    answer: Answer<'GET /api/backup'>
  }
  'POST /api/rebuild/{dataset}': {
    path: { dataset: string }
    body?: { /** Only records received from then on: ISO 8601, or a duration back from now. */ since?: string; /** Only from this offset on, in its partition. */ offset?: number }
    answer: Answer<'POST /api/rebuild/{dataset}'>
  }
  'GET /api/live': {
    answer: Answer<'GET /api/live'>
  }
  'POST /api/sources/{source}/pause': {
    path: { source: string }
    answer: Answer<'POST /api/sources/{source}/pause'>
  }
  'POST /api/sources/{source}/resume': {
    path: { source: string }
    answer: Answer<'POST /api/sources/{source}/resume'>
  }
  'GET /api/kinds/sources': {
    answer: Answer<'GET /api/kinds/sources'>
  }
  'POST /api/sources/test': {
    body: { /** What it is to be called. */ name: string; /** What it says, as its YAML would. */ declaration: unknown }
    answer: Answer<'POST /api/sources/test'>
  }
  'GET /api/project': {
    answer: Answer<'GET /api/project'>
  }
  'GET /api/project/{section}/{name}': {
    path: { section: "sources" | "streams" | "functions" | "datasets" | "views" | "endpoints" | "monitors" | "channels" | "reports"; name: string }
    answer: Answer<'GET /api/project/{section}/{name}'>
  }
  'PUT /api/project/{section}/{name}': {
    path: { section: "sources" | "streams" | "functions" | "datasets" | "views" | "endpoints" | "monitors" | "channels" | "reports"; name: string }
    body: { /** What it says, as its YAML would: comments of the file are kept, plain secrets move to `.env`. */ declaration?: unknown; /** Its whole text instead: `name: …`. */ yaml?: string; /** It is checked, with all else, and not written. */ dry_run?: boolean }
    answer: Answer<'PUT /api/project/{section}/{name}'>
  }
  'DELETE /api/project/{section}/{name}': {
    path: { section: "sources" | "streams" | "functions" | "datasets" | "views" | "endpoints" | "monitors" | "channels" | "reports"; name: string }
    answer: Answer<'DELETE /api/project/{section}/{name}'>
  }
  'GET /api/functions': {
    answer: Answer<'GET /api/functions'>
  }
  'POST /api/functions/{function}/run': {
    path: { function: string }
    body?: { /** Of a function that is given files: which one, in the project. */ file?: string }
    answer: Answer<'POST /api/functions/{function}/run'>
  }
  'GET /api/functions/{function}/past': {
    path: { function: string }
    query: { since: string }
    answer: Answer<'GET /api/functions/{function}/past'>
  }
  'GET /api/functions/{function}': {
    path: { function: string }
    answer: Answer<'GET /api/functions/{function}'>
  }
  'GET /api/functions/{function}/versions': {
    path: { function: string }
    answer: Answer<'GET /api/functions/{function}/versions'>
  }
  'GET /api/functions/{function}/difference': {
    path: { function: string }
    query: { before: string; after: string }
    answer: { lines: ({ /** In both, in the one before only, in the one after only. */ sign: " " | "-" | "+"; line: string })[] }
  }
  'POST /api/functions/{function}/test': {
    path: { function: string }
    answer: Answer<'POST /api/functions/{function}/test'>
  }
  'GET /api/views': {
    answer: Answer<'GET /api/views'>
  }
  'GET /api/views/{view}': {
    path: { view: string }
    answer: Answer<'GET /api/views/{view}'>
  }
  'DELETE /api/views/{view}': {
    path: { view: string }
    answer: Answer<'DELETE /api/views/{view}'>
  }
  'GET /api/views/{view}/history': {
    path: { view: string }
    query?: { limit?: number }
    answer: Answer<'GET /api/views/{view}/history'>
  }
  'POST /api/views/{view}/refresh': {
    path: { view: string }
    answer: Answer<'POST /api/views/{view}/refresh'>
  }
  'GET /api/endpoints/openapi.json': {
    answer: Answer<'GET /api/endpoints/openapi.json'>
  }
  'GET /api/endpoints': {
    answer: Answer<'GET /api/endpoints'>
  }
  'GET /api/endpoints/latency': {
    query: { endpoint: string; since: string }
    answer: { points: ({ /** When these minutes begin. ISO 8601. */ time: string; minutes: number; requests: number; p50_ms: number; p95_ms: number; p99_ms: number })[] }
  }
  'GET /api/rejected': {
    answer: Answer<'GET /api/rejected'>
  }
  'GET /api/rejected/{dataset}': {
    path: { dataset: string }
    query?: { state?: "open" | "replayed" | "discarded" | "all"; reason?: string; limit?: number; before?: number }
    answer: Answer<'GET /api/rejected/{dataset}'>
  }
  'GET /api/rejected/{dataset}/reasons': {
    path: { dataset: string }
    query?: { state?: "open" | "replayed" | "discarded" | "all" }
    answer: Answer<'GET /api/rejected/{dataset}/reasons'>
  }
  'GET /api/rejected/{dataset}/{offset}': {
    path: { dataset: string; offset: number }
    answer: Answer<'GET /api/rejected/{dataset}/{offset}'>
  }
  'POST /api/rejected/{dataset}/replay': {
    path: { dataset: string }
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason, or of this kind, as the reasons are counted. */ reason?: string; /** The new text of a record, by its offset: a JSON object. */ texts?: Record<string, string> }
    answer: Answer<'POST /api/rejected/{dataset}/replay'>
  }
  'POST /api/rejected/{dataset}/edit': {
    path: { dataset: string }
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason, or of this kind, as the reasons are counted. */ reason?: string; /** A file of the project: functions/mend.ts. */ function?: string; /** Instead of a function: other values of fields, nested ones with dots; null for none. */ set?: Record<string, unknown>; /** Instead of a function: fields that are taken away. */ remove?: (string)[]; /** Replays what it changes; else a preview. */ replay?: boolean }
    answer: Answer<'POST /api/rejected/{dataset}/edit'>
  }
  'POST /api/rejected/{dataset}/discard': {
    path: { dataset: string }
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason, or of this kind, as the reasons are counted. */ reason?: string; /** Kept beside the records. */ why: string }
    answer: Answer<'POST /api/rejected/{dataset}/discard'>
  }
  'GET /api/edit-functions': {
    answer: { functions: (string)[] }
  }
  'POST /api/edit-functions': {
    answer: { function: string }
  }
  'GET /api/monitors': {
    answer: Answer<'GET /api/monitors'>
  }
  'GET /api/monitors/{monitor}/history': {
    path: { monitor: string }
    query?: { since?: string; from?: string; to?: string; limit?: number }
    answer: Answer<'GET /api/monitors/{monitor}/history'>
  }
  'POST /api/monitors/{monitor}/test': {
    path: { monitor: string }
    body: { /** How far back: `90d`. */ last: string }
    answer: Answer<'POST /api/monitors/{monitor}/test'>
  }
  'POST /api/monitors/test': {
    body: { /** YAML as it stands under `monitors:`, with its name or without. */ definition: string; /** The name that it has to have there, as for saving it. */ name?: string; /** How far back: `90d`. */ last: string; /** Back from this time: a time, or how long ago; now by default. */ until?: string }
    answer: Answer<'POST /api/monitors/test'>
  }
  'POST /api/monitors/{monitor}/ack': {
    path: { monitor: string }
    body: { /** Values that a group has to have; all groups by default. */ group?: Record<string, string>; /** Who knows of it. */ by?: string }
    answer: Answer<'POST /api/monitors/{monitor}/ack'>
  }
  'GET /api/silences': {
    answer: Answer<'GET /api/silences'>
  }
  'POST /api/silences': {
    body: { monitor: string; /** Values that a group has to have; all groups by default. */ group?: Record<string, string>; /** How long nothing is told: `2h`. */ for: string; /** Why. */ comment?: string }
    answer: Answer<'POST /api/silences'>
  }
  'DELETE /api/silences/{id}': {
    path: { id: number }
    answer: Answer<'DELETE /api/silences/{id}'>
  }
  'GET /api/dashboards': {
    answer: Answer<'GET /api/dashboards'>
  }
  'GET /api/dashboards/{dashboard}': {
    path: { dashboard: string }
    answer: Answer<'GET /api/dashboards/{dashboard}'>
  }
  'PUT /api/dashboards/{dashboard}': {
    path: { dashboard: string }
    body: { /** What it says, as its file would; comments of the file are kept. */ dashboard?: Record<string, unknown>; /** Its whole text instead. */ yaml?: string; /** The version that is to be replaced, or "*" for any; without it there is to be none of this name. */ version?: string }
    answer: Answer<'PUT /api/dashboards/{dashboard}'>
  }
  'DELETE /api/dashboards/{dashboard}': {
    path: { dashboard: string }
    answer: Answer<'DELETE /api/dashboards/{dashboard}'>
  }
  'POST /api/dashboards/{dashboard}/check': {
    path: { dashboard: string }
    body: { /** What it says, as its file would; comments of the file are kept. */ dashboard: Record<string, unknown> }
    answer: Answer<'POST /api/dashboards/{dashboard}/check'>
  }
  'GET /api/removed-dashboards': {
    answer: Answer<'GET /api/removed-dashboards'>
  }
  'GET /api/dashboards/{dashboard}/history': {
    path: { dashboard: string }
    answer: Answer<'GET /api/dashboards/{dashboard}/history'>
  }
  'POST /api/dashboards/{dashboard}/restore': {
    path: { dashboard: string }
    body: { /** Which of its versions. */ id: number }
    answer: Answer<'POST /api/dashboards/{dashboard}/restore'>
  }
  'POST /api/dashboards/{dashboard}/query': {
    path: { dashboard: string }
    body: { /** ISO 8601, or a duration back from now: `1h`; the beginning of the data without it. */ from?: string; /** ISO 8601, or a duration back from now; now without it. */ until?: string; /** Into about so many stretches the time is divided. */ points: number; /** What is chosen for each: a text, a list of texts, or null for all. */ variables: Record<string, unknown>; /** Only rows whose fields have these values, of the datasets that have the fields. */ filters: ({ field: string; /** A text, or null for none. */ value: unknown; /** It is not to be this one. */ not?: boolean })[]; /** What is asked: `panels.<name>`, or `variables.<name>` for its values, or `annotations.<name>`. */ ask: (string)[] }
    answer: Answer<'POST /api/dashboards/{dashboard}/query'>
  }
  'POST /api/dashboards/query': {
    body: { /** ISO 8601, or a duration back from now: `1h`; the beginning of the data without it. */ from?: string; /** ISO 8601, or a duration back from now; now without it. */ until?: string; /** Into about so many stretches the time is divided. */ points: number; /** What is chosen for each: a text, a list of texts, or null for all. */ variables: Record<string, unknown>; /** Only rows whose fields have these values, of the datasets that have the fields. */ filters: ({ field: string; /** A text, or null for none. */ value: unknown; /** It is not to be this one. */ not?: boolean })[]; /** The queries, by any name. */ queries: Record<string, { /** One SELECT, or the name of a file that ends in .sql. `$from`, `$until` and `$interval_ms` are those of the dashboard, `$name` is what is chosen for a variable: a list for one with `multi`, null for all. */ sql?: string; /** The dataset or view that is searched. */ in?: string; /** Which of its records count. */ kql?: string; /** Fields whose value has to be what is chosen for a variable. */ where?: Record<string, string>; /** What is computed: count, rate (records a second), or sum, avg, min, max, median, p95, distinct, first or last of a field. The records themselves without it. */ measure?: string | (string)[]; /** Fields whose values make groups. */ by?: string | (string)[]; /** A value for each stretch of time: auto, a duration, or `$name` of an interval variable. */ every?: string; /** Of records: these fields; all by default. */ fields?: (string)[]; /** The greatest groups, 10 by default over time and 100 otherwise; or the latest records. */ limit?: number }>; /** Answered with what they mark, by any names that no query has. */ annotations: Record<string, { /** What people read; its name by default. */ title?: string; /** Shows when these monitors fired, or all of them. */ monitors?: "all" | (string)[]; /** Shows records of this dataset or view. */ in?: string; /** Which of its records. */ kql?: string; /** The field that says what happened. */ text?: string; /** One SELECT instead, which gives `time`, perhaps `until`, and a text; or a file that ends in .sql. */ sql?: string; /** plain, and bad for monitors. */ tone?: "plain" | "ok" | "warn" | "bad" }>; /** Answered with how the monitors stand, by any names. */ alerts: (string)[] }
    answer: Answer<'POST /api/dashboards/query'>
  }
  'GET /api/dashboards/{dashboard}/changes': {
    path: { dashboard: string }
    answer: Answer<'GET /api/dashboards/{dashboard}/changes'>
  }
  'GET /api/links': {
    answer: { links: ({ id: string; dashboard: string; title: string; tenant?: string; filters: ({ field: string; value: unknown; not?: boolean })[]; variables: Record<string, unknown>; embed: (string)[]; created_by: string; /** ISO 8601. */ created: string; expires: string; last_used?: string })[] }
  }
  'POST /api/links': {
    body: { /** Its name. */ dashboard: string; /** For whom it is. */ title: string; /** After this time it is not valid any more. */ expires: string; /** The client company whose rows it shows. */ tenant?: string; /** Only these rows are shown; a dataset without such a field shows none. */ filters: ({ field: string; /** A text, or null for none. */ value: unknown; /** It is not to be this one. */ not?: boolean })[]; /** What is chosen for these, and cannot be chosen otherwise: a text, a list of texts, or null for all. */ variables: Record<string, unknown>; /** The sites whose pages may show it in a frame: `https://example.org`; none by default. */ embed: (string)[] }
    answer: { /** Behind the address of Caudal. */ path: string; link: { id: string; dashboard: string; title: string; tenant?: string; filters: ({ field: string; value: unknown; not?: boolean })[]; variables: Record<string, unknown>; embed: (string)[]; created_by: string; /** ISO 8601. */ created: string; expires: string; last_used?: string } }
  }
  'DELETE /api/links/{id}': {
    path: { id: string }
    answer: Answer<'DELETE /api/links/{id}'>
  }
  'POST /api/import/grafana': {
    body: { /** The JSON that Grafana exports. */ dashboard: Record<string, unknown>; /** The dataset that panels search that name no table. */ in?: string }
    answer: { name: string; yaml: string; remarks: ({ what: string; why: string })[] }
  }
  'GET /api/maps': {
    answer: { maps: ({ name: string; /** Whose its tiles are; is to be shown with them. */ attribution?: string; /** The nearest that there is. */ zoom: number; /** Another one where the tiles are others. */ version: string })[] }
  }
  'GET /api/maps/{map}/{z}/{x}/{y}': {
    path: { map: string; z: number; x: number; y: number }
    query?: { version?: string }
    answer: Answer<'GET /api/maps/{map}/{z}/{x}/{y}'>
  }
  'GET /api/reports': {
    answer: { reports: ({ name: string; dashboard: string; title: string; channel: string; format: "pdf" | "png"; /** The client company whose rows it shows. */ tenant?: string; /** A cron expression, or every <duration>. */ schedule: string; timezone: string; /** When it is due. ISO 8601. */ next?: string; /** When it was given to its channel. */ last?: string; /** Why it could not be made, while that is so. */ error?: { code: "invalid" | "unauthorized" | "forbidden" | "not_found" | "conflict" | "too_large" | "unsupported" | "timeout" | "cancelled" | "overloaded" | "unavailable" | "internal"; message: string; hint?: string }; /** What became of the last one that its channel was given. */ delivery?: { notice: string; channel: string; state: "waiting" | "sent" | "dead" | "discarded"; attempts: number; created: string; error?: string } })[] }
  }
  'GET /api/reports/{report}/file': {
    path: { report: string }
    query?: { format?: "pdf" | "png" }
    answer: Answer<'GET /api/reports/{report}/file'>
  }
  'POST /api/reports/{report}/send': {
    path: { report: string }
    answer: { channel: string; notice: string }
  }
  'GET /api/channels': {
    answer: Answer<'GET /api/channels'>
  }
  'GET /api/channels/{channel}/notices': {
    path: { channel: string }
    query?: { state?: "waiting" | "sent" | "dead" | "discarded"; limit?: number }
    answer: Answer<'GET /api/channels/{channel}/notices'>
  }
  'GET /api/channels/{channel}/notices/{notice}': {
    path: { channel: string; notice: string }
    answer: Answer<'GET /api/channels/{channel}/notices/{notice}'>
  }
  'POST /api/channels/{channel}/test': {
    path: { channel: string }
    answer: Answer<'POST /api/channels/{channel}/test'>
  }
  'POST /api/channels/{channel}/retry': {
    path: { channel: string }
    body?: { /** The id of one of them, or how it begins; all without. */ notice?: string }
    answer: Answer<'POST /api/channels/{channel}/retry'>
  }
  'POST /api/channels/{channel}/discard': {
    path: { channel: string }
    body: { /** The id of one of them, or how it begins; all without. */ notice?: string; /** Kept in its history. */ reason: string }
    answer: Answer<'POST /api/channels/{channel}/discard'>
  }
  'GET /api/quality': {
    answer: Answer<'GET /api/quality'>
  }
  'GET /api/quality/{dataset}': {
    path: { dataset: string }
    answer: Answer<'GET /api/quality/{dataset}'>
  }
  'GET /api/quality/{dataset}/profile': {
    path: { dataset: string }
    answer: Answer<'GET /api/quality/{dataset}/profile'>
  }
  'GET /api/tokens': {
    answer: { tokens: ({ name: string; role: string; only?: (string)[]; attributes?: Record<string, string>; tenant?: string; /** Whose rows are seen where the project has client companies: of `all`, `own` of theirs, or `none`, as the role asks for a company and none is named. */ rows?: "all" | "own" | "none"; rate?: (string)[]; /** ISO 8601. */ created: string; expires?: string; last_used?: string })[] }
  }
  'POST /api/tokens': {
    body: { /** Who will use it. */ name: string; /** One of `/api/roles`. */ role: string; /** Streams, datasets and paths of endpoints; all by default. */ only?: (string)[]; /** Also for names that the project does not have yet. */ force?: boolean; /** What is to be known of it, such as its company, for the scope of endpoints. */ attributes?: Record<string, string>; /** The client company whose rows it sees. */ tenant?: string; /** How much it may ask each endpoint, in place of what the endpoint says: `100/m`. */ rate?: (string)[]; /** After this time it is not valid any more: `90d`. */ expires?: string }
    answer: { token: string; name: string; role: string }
  }
  'DELETE /api/tokens/{name}': {
    path: { name: string }
    answer: Answer<'DELETE /api/tokens/{name}'>
  }
  'GET /api/roles': {
    answer: { roles: ({ name: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that it is for; all by default. */ only?: (string)[]; /** It is given to people and tokens of a company only. */ tenant?: "required"; /** Every project has it. */ built_in: boolean })[] }
  }
  'GET /api/tenants': {
    answer: { tenants: ({ name: string; title?: string })[] }
  }
  'GET /api/users': {
    answer: { users: ({ name: string; title?: string; role: string; tenant?: string; only?: (string)[]; /** Whose rows are seen where the project has client companies: of `all`, `own` of theirs, or `none`, as the role asks for a company and none is named. */ rows?: "all" | "own" | "none"; /** When they were added, ISO 8601. */ created: string; /** When they logged in last, ISO 8601. */ last_login?: string; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string })[] }
  }
  'POST /api/users': {
    body: { /** The name that they log in with. */ name: string; /** One of `/api/roles`. */ role: string; /** The client company that they are of. */ tenant?: string; /** Without it a link is made by which they choose it. */ password?: string; /** What others read. */ title?: string; /** The names that they may use; all by default. */ only?: (string)[] }
    answer: { user: { name: string; title?: string; role: string; tenant?: string; only?: (string)[]; /** Whose rows are seen where the project has client companies: of `all`, `own` of theirs, or `none`, as the role asks for a company and none is named. */ rows?: "all" | "own" | "none"; /** When they were added, ISO 8601. */ created: string; /** When they logged in last, ISO 8601. */ last_login?: string; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string }; link?: { /** Behind the address of Caudal. It is shown only now, and works once. */ path: string; invitation: { id: string; kind: "first" | "join" | "reset"; /** Whoever accepts the first one chooses their name. */ user?: string; created_by: string; /** When it was made, ISO 8601. */ created: string; /** When it is void, ISO 8601. */ expires: string } } }
  }
  'POST /api/users/{name}': {
    path: { name: string }
    body: { role?: string; tenant?: string | null; /** What others read. */ title?: string; /** The names that they may use; all by default. */ only?: (string)[] }
    answer: { name: string; title?: string; role: string; tenant?: string; only?: (string)[]; /** Whose rows are seen where the project has client companies: of `all`, `own` of theirs, or `none`, as the role asks for a company and none is named. */ rows?: "all" | "own" | "none"; /** When they were added, ISO 8601. */ created: string; /** When they logged in last, ISO 8601. */ last_login?: string; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string }
  }
  'DELETE /api/users/{name}': {
    path: { name: string }
    answer: Answer<'DELETE /api/users/{name}'>
  }
  'POST /api/users/{name}/reset': {
    path: { name: string }
    answer: { /** Behind the address of Caudal. It is shown only now, and works once. */ path: string; invitation: { id: string; kind: "first" | "join" | "reset"; /** Whoever accepts the first one chooses their name. */ user?: string; created_by: string; /** When it was made, ISO 8601. */ created: string; /** When it is void, ISO 8601. */ expires: string } }
  }
  'GET /api/invitations': {
    answer: { invitations: ({ id: string; kind: "first" | "join" | "reset"; /** Whoever accepts the first one chooses their name. */ user?: string; created_by: string; /** When it was made, ISO 8601. */ created: string; /** When it is void, ISO 8601. */ expires: string })[] }
  }
  'DELETE /api/invitations/{id}': {
    path: { id: string }
    answer: Answer<'DELETE /api/invitations/{id}'>
  }
  'POST /api/invitations/look': {
    body: { secret: string }
    answer: { id: string; kind: "first" | "join" | "reset"; /** Whoever accepts the first one chooses their name. */ user?: string; created_by: string; /** When it was made, ISO 8601. */ created: string; /** When it is void, ISO 8601. */ expires: string }
  }
  'POST /api/invitations/accept': {
    body: { /** What stands behind # in the link. */ secret: string; /** The name that they log in with. */ name?: string; password: string }
    answer: { state: "in" | "code_needed"; me?: { name: string; /** What others read. */ title?: string; role: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that they may use; all by default. */ only?: (string)[]; /** Their company. */ tenant?: { name: string; title?: string }; /** Logged in, and not a program with a token. */ is_person: boolean; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string } }
  }
  'GET /api/session': {
    answer: { me?: { name: string; /** What others read. */ title?: string; role: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that they may use; all by default. */ only?: (string)[]; /** Their company. */ tenant?: { name: string; title?: string }; /** Logged in, and not a program with a token. */ is_person: boolean; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string }; /** The name of what runs, for who is known. */ project?: string; brand?: { title?: string; /** A picture as a data: address. */ logo?: string; /** Tokens of both themes. */ colors?: { light: { accent: string; "accent-soft": string; "accent-text": string; "on-accent": string }; dark: { accent: string; "accent-soft": string; "accent-text": string; "on-accent": string } } }; /** There is nobody yet: the link that `caudal up` printed makes the first one. */ first: boolean }
  }
  'POST /api/session': {
    body: { /** The name that they log in with. */ name: string; password: string; /** Of the authenticator app, or a recovery code, once it is asked for. */ code?: string }
    answer: { state: "in" | "code_needed"; me?: { name: string; /** What others read. */ title?: string; role: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that they may use; all by default. */ only?: (string)[]; /** Their company. */ tenant?: { name: string; title?: string }; /** Logged in, and not a program with a token. */ is_person: boolean; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string } }
  }
  'DELETE /api/session': {
    answer: { url?: string }
  }
  'GET /api/session/all': {
    answer: { sessions: ({ id: string; /** When they logged in, ISO 8601. */ created: string; /** When they asked last, ISO 8601. */ seen: string; address: string; /** What their browser says that it is. */ agent: string; /** The one that asks. */ current: boolean })[] }
  }
  'DELETE /api/session/all/{id}': {
    path: { id: string }
    answer: Answer<'DELETE /api/session/all/{id}'>
  }
  'POST /api/session/password': {
    body: { old: string; new: string }
    answer: Answer<'POST /api/session/password'>
  }
  'POST /api/session/totp': {
    answer: { secret: string; /** What the app reads from a picture. */ uri: string }
  }
  'PUT /api/session/totp': {
    body: { secret: string; code: string; password: string }
    answer: { /** Each works once. Shown only now. */ recovery_codes: (string)[] }
  }
  'POST /api/session/totp/remove': {
    body: { password: string }
    answer: Answer<'POST /api/session/totp/remove'>
  }
  'GET /api/login': {
    answer: { providers: ({ name: string; /** What stands on the button. */ title: string })[] }
  }
  'POST /api/login/{provider}': {
    path: { provider: string }
    body?: { /** The page to be led to then. */ to?: string }
    answer: { /** Where the browser goes to log in. */ url: string }
  }
  'GET /api/login/{provider}/callback': {
    path: { provider: string }
    answer: Answer<'GET /api/login/{provider}/callback'>
  }
  'POST /api/session/passkey/options': {
    body?: Record<string, unknown>
    answer: { challenge: string; rpId?: string; /** Milliseconds. */ timeout?: number; userVerification?: string; allowCredentials?: ({ id: string; type: "public-key"; transports?: (string)[] })[] }
  }
  'POST /api/session/passkey': {
    body: { id: string; rawId: string; type: "public-key"; authenticatorAttachment?: string | null; clientExtensionResults: Record<string, unknown>; response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string | null } }
    answer: { state: "in" | "code_needed"; me?: { name: string; /** What others read. */ title?: string; role: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that they may use; all by default. */ only?: (string)[]; /** Their company. */ tenant?: { name: string; title?: string }; /** Logged in, and not a program with a token. */ is_person: boolean; has_password: boolean; has_second_factor: boolean; has_passkey: boolean; /** The login whose provider decides what they may do. */ provider?: string } }
  }
  'GET /api/session/passkeys': {
    answer: { passkeys: ({ id: string; /** What its owner calls it. */ title: string; /** The host at which it works. */ host: string; /** ISO 8601. */ created: string; /** When it was used last, ISO 8601. */ used?: string })[] }
  }
  'POST /api/session/passkeys': {
    body: { /** What its owner calls it. */ title: string; response: { id: string; rawId: string; type: "public-key"; authenticatorAttachment?: string | null; clientExtensionResults: Record<string, unknown>; response: { clientDataJSON: string; attestationObject: string; authenticatorData?: string; transports?: (string)[]; publicKeyAlgorithm?: number; publicKey?: string | null } } }
    answer: { id: string; /** What its owner calls it. */ title: string; /** The host at which it works. */ host: string; /** ISO 8601. */ created: string; /** When it was used last, ISO 8601. */ used?: string }
  }
  'POST /api/session/passkeys/options': {
    body?: { /** Of an account that has one; else the login has to be recent. */ password?: string }
    answer: { challenge: string; rp: { id?: string; name: string }; user: { id: string; name: string; displayName: string }; pubKeyCredParams: ({ type: "public-key"; alg: number })[]; /** Milliseconds. */ timeout?: number; attestation?: string; excludeCredentials?: ({ id: string; type: "public-key"; transports?: (string)[] })[]; authenticatorSelection?: { residentKey?: string; requireResidentKey?: boolean; userVerification?: string } }
  }
  'POST /api/session/passkeys/{id}/remove': {
    path: { id: string }
    body?: { /** Of an account that has one; else the login has to be recent. */ password?: string }
    answer: Answer<'POST /api/session/passkeys/{id}/remove'>
  }
  'POST /ingest/{stream}': {
    path: { stream: string }
    answer: Answer<'POST /ingest/{stream}'>
  }
  'POST /api/preview': {
    query: { name: string; whole?: boolean; size?: number; at?: string; format?: string; encoding?: string; delimiter?: string; decimal?: string; header?: string; day_first?: (string)[]; month_first?: (string)[] }
    answer: Answer<'POST /api/preview'>
  }
}
