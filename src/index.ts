/** What programs import from `caudal`: starting a project from code. */
export { type ErrorBody, type ErrorCode, type Place, UserError, UserErrors } from './lib/errors.ts'
export { type Running, type StartOptions, start } from './main.ts'
export { version } from './version.ts'
