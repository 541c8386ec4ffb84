import { expect, test } from 'vitest'
import { openSegmentLog } from '../../../src/streams/segment-log/index.ts'
import { numbered, readAll, recordsOf } from '../../../src/streams/stream.contract.ts'
import { crashState } from './crash.ts'
import { processOn } from './process.ts'
import { Random } from './random.ts'
import { RecordingDisk } from './recording-disk.ts'

async function offsetsOn(disk: RecordingDisk): Promise<number[]> {
  const log = await openSegmentLog('/data/streams', { fileSystem: disk })
  const stream = await log.open('events', { partitions: 1 })
  return recordsOf(await readAll(stream)).map(({ offset }) => offset)
}

test('what a start reads is on disk from then on, though a sync had failed before the kill', async () => {
  const disk = new RecordingDisk()
  const { fileSystem, kill } = processOn(disk)
  const log = await openSegmentLog('/data/streams', { fileSystem })
  const stream = await log.open('events', { partitions: 1 })
  await stream.append([numbered(0, 3)])
  // Neither the sync nor anything that would undo the write works; then the process dies.
  disk.fault = (operation) => (['writev', 'read'].includes(operation) ? undefined : { code: 'EIO' })
  await expect(stream.append([numbered(3, 6)])).rejects.toMatchObject({ code: 'unavailable' })
  kill()
  disk.fault = () => undefined

  const read = await offsetsOn(disk)
  for (let seed = 0; seed < 50; seed++) {
    const cut = new RecordingDisk(crashState(disk.start, disk.events, disk.events.length, new Random(seed)))
    expect(await offsetsOn(cut)).toEqual(read)
  }
})
