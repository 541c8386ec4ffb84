import { describe } from 'vitest'
import { testFormat } from '../format.contract.ts'
import json from './index.ts'

describe('json', () => testFormat(json))
