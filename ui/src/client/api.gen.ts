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
    body: { /** The query; empty finds everything. */ kql: string; /** Datasets; all that the caller may read by default. */ in?: (string)[]; /** ISO 8601, or a duration back from now: `1h`. Inclusive. */ since?: string; /** ISO 8601, or a duration back from now. Exclusive. */ until?: string; limit?: number; order?: "newest" | "oldest"; histogram?: { buckets: number }; /** Only the SQL, without running it on all of the data. */ explain?: boolean }
    answer: Answer<'POST /api/search'>
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
  'GET /api/streams': {
    answer: Answer<'GET /api/streams'>
  }
  'GET /api/status': {
    answer: Answer<'GET /api/status'>
  }
  'POST /api/verify': {
    answer: Answer<'POST /api/verify'>
  }
  'POST /api/rebuild/{dataset}': {
    path: { dataset: string }
    body?: { /** Only records received from then on: ISO 8601, or a duration back from now. */ since?: string; /** Only from this offset on, in its partition. */ offset?: number }
    answer: Answer<'POST /api/rebuild/{dataset}'>
  }
  'GET /api/project': {
    answer: Answer<'GET /api/project'>
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
  'GET /api/views': {
    answer: Answer<'GET /api/views'>
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
  'DELETE /api/views/{view}': {
    path: { view: string }
    answer: Answer<'DELETE /api/views/{view}'>
  }
  'GET /api/endpoints/openapi.json': {
    answer: Answer<'GET /api/endpoints/openapi.json'>
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
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason. */ reason?: string; /** The new text of a record, by its offset: a JSON object. */ texts?: Record<string, string> }
    answer: Answer<'POST /api/rejected/{dataset}/replay'>
  }
  'POST /api/rejected/{dataset}/edit': {
    path: { dataset: string }
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason. */ reason?: string; /** A file of the project: functions/mend.ts. */ function: string; /** Replays what it changes; else a preview. */ replay?: boolean }
    answer: Answer<'POST /api/rejected/{dataset}/edit'>
  }
  'POST /api/rejected/{dataset}/discard': {
    path: { dataset: string }
    body: { /** These; without them, and without a reason, all that are open. */ offsets?: (number)[]; /** Only those with exactly this reason. */ reason?: string; /** Kept beside the records. */ why: string }
    answer: Answer<'POST /api/rejected/{dataset}/discard'>
  }
  'GET /api/monitors': {
    answer: Answer<'GET /api/monitors'>
  }
  'GET /api/monitors/{monitor}/history': {
    path: { monitor: string }
    query?: { since?: string; limit?: number }
    answer: Answer<'GET /api/monitors/{monitor}/history'>
  }
  'POST /api/monitors/{monitor}/test': {
    path: { monitor: string }
    body: { /** How far back: `90d`. */ last: string }
    answer: Answer<'POST /api/monitors/{monitor}/test'>
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
  'GET /api/channels': {
    answer: Answer<'GET /api/channels'>
  }
  'GET /api/channels/{channel}/notices': {
    path: { channel: string }
    query?: { state?: "waiting" | "sent" | "dead"; limit?: number }
    answer: Answer<'GET /api/channels/{channel}/notices'>
  }
  'POST /api/channels/{channel}/test': {
    path: { channel: string }
    answer: Answer<'POST /api/channels/{channel}/test'>
  }
  'POST /api/channels/{channel}/retry': {
    path: { channel: string }
    answer: Answer<'POST /api/channels/{channel}/retry'>
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
    answer: Answer<'GET /api/tokens'>
  }
  'POST /api/tokens': {
    body: { /** Who will use it. */ name: string; /** One of `/api/roles`. */ role: string; /** Streams, datasets and paths of endpoints; all by default. */ only?: (string)[]; /** Also for names that the project does not have yet. */ force?: boolean; /** What is to be known of it, such as its company, for the scope of endpoints. */ attributes?: Record<string, string>; /** The client company whose rows it sees. */ tenant?: string; /** After this time it is not valid any more: `90d`. */ expires?: string }
    answer: Answer<'POST /api/tokens'>
  }
  'DELETE /api/tokens/{name}': {
    path: { name: string }
    answer: Answer<'DELETE /api/tokens/{name}'>
  }
  'GET /api/roles': {
    answer: { roles: ({ name: string; may: ("view" | "read" | "write" | "edit" | "administer")[]; /** The names that it is for; all by default. */ only?: (string)[]; /** Every project has it. */ built_in: boolean })[] }
  }
  'GET /api/tenants': {
    answer: { tenants: ({ name: string; title?: string })[] }
  }
  'POST /ingest/{stream}': {
    path: { stream: string }
    answer: Answer<'POST /ingest/{stream}'>
  }
}
