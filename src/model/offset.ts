/**
 * An offset names one record of a stream for ever: the partition in the high bits, the position in the partition in the low
 * ones. A JavaScript number holds it exactly: 128 partitions of 35 trillion records each stay below 2^52, and DuckLake row ids
 * from 2^52 on are left to other writers of the lake.
 */
const positionsPerPartition = 2 ** 45

/** The most partitions that a stream can have. */
export const maxPartitions = 128

/** Row ids from here on belong to rows that another DuckLake client inserted. */
export const foreignRowIds = maxPartitions * positionsPerPartition

export function offsetOf(partition: number, position: number): number {
  return partition * positionsPerPartition + position
}

export function partitionOf(offset: number): number {
  return Math.floor(offset / positionsPerPartition)
}

export function positionOf(offset: number): number {
  return offset % positionsPerPartition
}
