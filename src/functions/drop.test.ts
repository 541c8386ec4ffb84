import { describe } from 'vitest'
import drop from './drop.ts'
import { testFunction } from './function.contract.ts'

describe('drop', () => testFunction(drop))
