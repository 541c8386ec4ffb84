import { Stored } from '../lib/stored.ts'

/** A token in the place of a login, until the tab closes. */
export const token = new Stored<string | undefined>('token', undefined, (text) => text !== '', sessionStorage)
