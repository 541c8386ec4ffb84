import { describe } from 'vitest'
import { testFormat } from './format.contract.ts'
import ndjson from './ndjson.ts'

describe('ndjson', () => testFormat(ndjson))
