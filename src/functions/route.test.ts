import { describe } from 'vitest'
import { testFunction } from './function.contract.ts'
import route from './route.ts'

describe('route', () => testFunction(route))
