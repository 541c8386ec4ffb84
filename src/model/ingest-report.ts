/** What is answered: how many records were taken, the offset of the first one, and how many of them could not become records. */
export interface IngestReport {
  readonly received: number
  readonly offset: number | null
  readonly rejected?: number
}
