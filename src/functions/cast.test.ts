import { describe } from 'vitest'
import cast from './cast.ts'
import { testFunction } from './function.contract.ts'

describe('cast', () => testFunction(cast))
