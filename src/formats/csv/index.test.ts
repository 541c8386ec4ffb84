import { describe } from 'vitest'
import { testFormat } from '../format.contract.ts'
import csv from './index.ts'

describe('csv', () => testFormat(csv))
