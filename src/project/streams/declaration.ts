import { Type } from 'typebox'
import { maxPartitions } from '../../model/offset.ts'
import { retentionOptions } from '../retention.ts'

export const streamOptions = Type.Object({
  partitions: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxPartitions,
      default: 1,
      description: 'How many logs the stream is spread over; records keep their order within one.',
    }),
  ),
  key: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The field whose value chooses the partition, so that equal values keep their order.',
      examples: ['device'],
    }),
  ),
  private: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Fields whose values `caudal record` replaces by others of the same shape.',
      examples: [['name', 'address.street']],
    }),
  ),
  ...retentionOptions,
})
