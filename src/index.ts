/** What programs import from `caudal`: starting a project from code. */
export { type ErrorBody, type ErrorCode, type Place, UserError, UserErrors } from './lib/errors.ts'
export { type Running, type StartOptions, start } from './main.ts'
export {
  defineFunction,
  type UserContext,
  type UserFile,
  type UserFunction,
  type UserLog,
  type UserOccasion,
  type UserRecord,
  type UserRecords,
  type UserRequest,
  type UserResponse,
  type UserState,
} from './runtime/functions/user-function.ts'
export { version } from './version.ts'
