import { describe } from 'vitest'
import flatten from './flatten.ts'
import { testFunction } from './function.contract.ts'

describe('flatten', () => testFunction(flatten))
