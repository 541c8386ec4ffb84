import { describe } from 'vitest'
import { testFunction } from './function.contract.ts'
import sample from './sample.ts'

describe('sample', () => testFunction(sample))
