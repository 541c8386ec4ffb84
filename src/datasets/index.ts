/** What the check of a project asks of the engine, without a lake. */
export { type ParsedSql, parseStatements } from './lake/reader/sql-parser.ts'
