import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records) {
    yield* records
  },
})
