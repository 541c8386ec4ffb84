/** Functions tried apart from the project that runs: with cases, by programs, and over what they have read. */
export { compareWithPast } from './comparison.ts'
export { testFunctions } from './function-test.ts'
export { type ProgramTestResult, programTestsOf, runProgramTests } from './program-tests.ts'
export { tryFunction } from './trial.ts'
