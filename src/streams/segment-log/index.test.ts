import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testStreamEngine } from '../stream.contract.ts'
import { openSegmentLog } from './index.ts'

async function prepare(limits = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-streams-'))
  return {
    open: (clock: () => number) => openSegmentLog(folder, { clock, limits }),
    clean: () => rm(folder, { recursive: true }),
  }
}

testStreamEngine('the segment log', () => prepare())
testStreamEngine('the segment log without memory, in segments of a frame or two', () =>
  prepare({ segment_bytes: 200, tail_bytes: 0, tails_bytes: 0 }),
)
