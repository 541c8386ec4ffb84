/** Who this browser is to the server: a token that is kept until the tab closes, or none. */
import { Stored } from '../lib/stored.ts'

export const token = new Stored<string | undefined>('token', undefined, (text) => text !== '', sessionStorage)
