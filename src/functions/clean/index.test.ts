import { describe } from 'vitest'
import { testFunction } from '../function.contract.ts'
import clean from './index.ts'

describe('clean', () => testFunction(clean))
