import { describe } from 'vitest'
import { testFunction } from './function.contract.ts'
import lookup from './lookup.ts'

describe('lookup', () => testFunction(lookup))
