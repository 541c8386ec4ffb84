/**
 * What a function may do to whoever runs it. Each piece of code stands where the function meets the record that is `bad`; those of
 * `harmless` do their worst and let every record pass, those of `hostile` cost that record and no other.
 */

export interface Behaviour {
  readonly title: string
  readonly code: string
  /** It needs `await`. */
  readonly isAsync?: boolean
}

export interface HostileBehaviour extends Behaviour {
  readonly reason: RegExp
  /** The place in the code cannot be told. */
  readonly isPlaceless?: boolean
}

export const harmless: readonly Behaviour[] = [
  { title: 'closes its standard input', code: 'process.stdin.destroy()' },
  { title: 'prints what looks like an answer', code: 'console.log(JSON.stringify({ type: "done", parts: [] }))' },
  {
    title: 'prints megabytes',
    code: 'process.stdout.write("x".repeat(4_000_000)); console.error("y".repeat(1_000_000))',
  },
  { title: 'prints bytes that are no text', code: 'process.stdout.write(Buffer.from([255, 0, 254, 10, 0]))' },
  { title: 'closes its standard output', code: 'fs.closeSync(1)' },
  { title: 'closes its standard error', code: 'fs.closeSync(2)' },
  { title: 'sets an exit code', code: 'process.exitCode = 7' },
  { title: 'leaves timers running', code: 'setInterval(() => {}, 1)' },
  {
    title: 'fills its folder with files',
    code: 'for (let i = 0; i < 50; i++) fs.writeFileSync("f" + i, "x".repeat(1000))',
  },
  { title: 'logs thousands of lines', code: 'for (let i = 0; i < 5000; i++) log.info("line " + i, { i })' },
  { title: 'logs what JSON has no form for', code: 'const ring = {}; ring.ring = ring; log.warn("ring", ring)' },
  { title: 'catches the end that it asked for', code: 'try { process.exit(1) } catch {}' },
]

export const hostile: readonly HostileBehaviour[] = [
  {
    title: 'goes where it may not read',
    code: 'process.chdir(project + "/.caudal"); fs.readdirSync(".")',
    reason: /^cannot read /,
    isPlaceless: true,
  },
  { title: 'loops for ever', code: 'for (;;);', reason: /took longer/ },
  { title: 'loops for ever in a call', code: 'spin()', reason: /took longer/ },
  {
    title: 'loops for ever and catches everything',
    code: 'for (;;) { try { spin() } catch {} }',
    reason: /took longer/,
  },
  {
    title: 'waits in a lock for ever',
    code: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
    reason: /took longer/,
    isPlaceless: true,
  },
  { title: 'has a pattern without end', code: '/^(a+)+$/.test("a".repeat(60) + "b")', reason: /took longer/ },
  {
    title: 'waits for ever',
    code: 'await new Promise(() => {})',
    isAsync: true,
    reason: /took longer/,
  },
  {
    title: 'gives microtasks no end',
    code: 'for (;;) await null',
    isAsync: true,
    reason: /took longer/,
    isPlaceless: true,
  },
  {
    title: 'sets state without end',
    code: 'for (let i = 0; ; i++) state.set("k" + (i % 9), i)',
    reason: /took longer/,
  },
  {
    title: 'yields without end',
    code: 'for (;;) yield { a: "x".repeat(1000) }',
    reason: /took longer|more memory/,
    isPlaceless: true,
  },
  {
    title: 'keeps objects without end',
    code: 'const kept = []; for (;;) kept.push({ kept: [kept.length] })',
    reason: /took longer|more memory/,
  },
  {
    title: 'keeps buffers without end',
    code: 'const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1))',
    reason: /more memory|took longer|allocation/i,
  },
  {
    title: 'spreads what has no end',
    code: '[...(function* () { for (;;) yield {} })()]',
    reason: /took longer|more memory|Invalid/,
  },
  {
    title: 'doubles a text without end',
    code: 'let text = "x"; for (;;) text += text',
    reason: /Invalid string length/,
  },
  { title: 'calls itself without end', code: 'recurse()', reason: /Maximum call stack/ },
  { title: 'exits', code: 'process.exit()', reason: /process\.exit was called/ },
  { title: 'exits as if all were well', code: 'process.exit(0)', reason: /process\.exit was called/ },
  {
    title: 'exits from a timer',
    code: 'setTimeout(() => process.exit(1)); await later()',
    isAsync: true,
    reason: /process\.exit was called/,
  },
  { title: 'exits by the back door', code: 'process.reallyExit(1)', reason: /process\.reallyExit was called/ },
  { title: 'aborts', code: 'process.abort()', reason: /process\.abort was called/ },
  {
    title: 'kills itself',
    code: 'process.kill(process.pid, "SIGKILL"); spin()',
    reason: /ended with SIGKILL/,
    isPlaceless: true,
  },
  {
    title: 'breaks itself',
    code: 'process.kill(process.pid, "SIGSEGV"); spin()',
    reason: /ended with SIGSEGV/,
    isPlaceless: true,
  },
  { title: 'throws', code: 'throw new Error("no")', reason: /^no$/ },
  { title: 'throws a text', code: 'throw "no"', reason: /threw "no"/, isPlaceless: true },
  { title: 'throws nothing', code: 'throw undefined', reason: /threw/, isPlaceless: true },
  {
    title: 'throws an error whose message throws',
    code: 'throw Object.defineProperty(new Error(), "message", { get() { throw 1 } })',
    reason: /without a message/,
    isPlaceless: true,
  },
  { title: 'throws after yielding', code: 'yield record; throw new Error("too late")', reason: /too late/ },
  {
    title: 'throws from a timer',
    code: 'setTimeout(() => { throw new Error("timer") }); await later()',
    isAsync: true,
    reason: /timer/,
  },
  {
    title: 'leaves a promise unhandled',
    code: 'Promise.reject(new Error("nobody")); await later()',
    isAsync: true,
    reason: /nobody/,
  },
  {
    title: 'deafens the process and throws',
    code: 'process.removeAllListeners("uncaughtException"); setTimeout(() => { throw new Error("deaf") }); await later()',
    isAsync: true,
    reason: /ended with exit code/,
    isPlaceless: true,
  },
  { title: 'yields a number', code: 'yield 5', reason: /cannot yield a number/ },
  { title: 'yields nothing at all', code: 'yield null', reason: /cannot yield null/ },
  { title: 'yields a list', code: 'yield [record]', reason: /cannot yield a list/ },
  { title: 'yields a function', code: 'yield () => 1', reason: /cannot yield a function/ },
  {
    title: 'yields a ring',
    code: 'const ring = {}; ring.ring = ring; yield ring',
    reason: /contains itself/,
  },
  {
    title: 'yields what refuses to be written',
    code: 'yield { toJSON() { throw new Error("unwritten") } }',
    reason: /unwritten/,
  },
  {
    title: 'yields what is nothing when written',
    code: 'yield { toJSON() {} }',
    reason: /gives no object/,
  },
  {
    title: 'yields one record of many megabytes',
    code: 'yield { text: "x".repeat(20_000_000) }',
    reason: /too long|more memory/,
  },
  {
    title: 'breaks JSON',
    code: 'JSON.stringify = () => { throw new Error("broken JSON") }; yield record',
    reason: /broken JSON|took longer|ended/,
    isPlaceless: true,
  },
  {
    title: 'breaks promises',
    code: 'Promise.prototype.then = () => { throw new Error("broken promise") }; throw new Error("and throws")',
    reason: /and throws|took longer/,
    isPlaceless: true,
  },
  {
    title: 'writes on the connection of Caudal',
    code: 'fs.writeSync(3, Buffer.alloc(64, 255)); spin()',
    reason: /wrote to the connection/,
    isPlaceless: true,
  },
  {
    title: 'says that it gave more than it gave',
    code: `forge({ position: 5, parts: [{ output: 0, partition: 0, count: 1000, length: 3 }] }, '{}\\n'); spin()`,
    reason: /wrote to the connection/,
    isPlaceless: true,
  },
  {
    title: 'says that it read what is still to come',
    code: 'forge({ position: 1e6 }); spin()',
    reason: /wrote to the connection/,
    isPlaceless: true,
  },
  {
    title: 'writes half a message',
    code: 'fs.writeSync(3, Buffer.from([255, 0])); throw new Error("half")',
    reason: /half|took longer/,
    isPlaceless: true,
  },
  {
    title: 'closes the connection of Caudal',
    code: 'fs.closeSync(3); spin()',
    reason: /closed the connection|took longer|ended/,
    isPlaceless: true,
  },
  {
    title: 'reads what is not its own',
    code: 'fs.readFileSync("/etc/passwd")',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'reads what lies beside the code of Caudal',
    code: 'fs.readFileSync(beside)',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'reads the secrets of the project',
    code: 'fs.readFileSync(project + "/.env")',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'writes where it may not',
    code: 'fs.writeFileSync(project + "/functions/own.txt", "x")',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'starts a program',
    code: 'child_process.execSync("true")',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'starts a thread',
    code: 'new worker_threads.Worker("0", { eval: true })',
    reason: /^cannot (read|write|start) /,
  },
  {
    title: 'asks for the debugger',
    code: 'await import("node:inspector")',
    isAsync: true,
    reason: /cannot import "node:inspector"/,
    isPlaceless: true,
  },
  {
    title: 'asks for the debugger by another way',
    code: 'process.getBuiltinModule("inspector")',
    reason: /not a function/,
  },
  {
    title: 'asks for the debugger by hooks of its own',
    code: 'nodeModule.registerHooks({ resolve: () => ({ url: "node:inspector", shortCircuit: true }) })',
    reason: /not a function/,
  },
  {
    title: 'lies in wait for the debugger by which Caudal looks for a place',
    code: 'if (globalThis.caught) throw new Error("caught"); watchEvents(); yield 5',
    reason: /cannot yield a number/,
  },
  {
    title: 'asks for a database that opens any file',
    code: 'await import("node:sqlite")',
    isAsync: true,
    reason: /cannot import "node:sqlite"/,
    isPlaceless: true,
  },
  {
    title: 'asks for a database by another way',
    code: 'nodeModule._load("node:sqlite")',
    reason: /cannot import "node:sqlite"/,
  },
  {
    title: 'opens the debugger of who started it',
    code: 'process.kill(process.ppid, "SIGUSR1")',
    reason: /cannot send this signal/,
  },
  {
    title: 'opens the debugger of who started it by the back door',
    code: 'process._debugProcess(process.ppid)',
    reason: /not a function/,
  },
  {
    title: 'opens its own debugger',
    code: 'process._kill(process.pid, 10)',
    reason: /cannot send this signal/,
  },
  { title: 'keeps what JSON has no form for', code: 'state.set("f", () => 1)', reason: /cannot keep/ },
  {
    title: 'imports what is not there',
    code: 'await import("no-such-package")',
    isAsync: true,
    reason: /Cannot find package/,
    isPlaceless: true,
  },
]
