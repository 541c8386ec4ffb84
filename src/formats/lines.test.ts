import { describe } from 'vitest'
import { testFormat } from './format.contract.ts'
import lines from './lines.ts'

describe('lines', () => testFormat(lines))
