/** Every engine of streams by name, loaded when it is first used. */
export const streamEngines = {
  'segment-log': () => import('./segment-log/index.ts').then(({ openSegmentLog }) => openSegmentLog),
}

export { partitionFor } from './partition-key.ts'
