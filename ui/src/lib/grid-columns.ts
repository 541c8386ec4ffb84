import type { gridColumns as columns } from '../../../src/model/dashboard.ts'

/** The columns of a dashboard's grid. From the server come types alone: this one says which number it is. */
export const gridColumns: typeof columns = 12
