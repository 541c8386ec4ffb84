import { describe } from 'vitest'
import { testFunction } from './function.contract.ts'
import rename from './rename.ts'

describe('rename', () => testFunction(rename))
