/** The program that `bin/caudal` starts. */
import '../lib/no-debugger.ts'
import { runProgram } from './program.ts'

// Whoever reads us (head, less) has seen enough: not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    // A running project drains, as when its terminal has gone; everything else has nothing to finish.
    if (!process.emit('SIGHUP')) process.exit(0)
  })
}

// Killed without a word, the program that started us (`bin/caudal`) leaves nothing running behind.
process.on('disconnect', () => {
  if (!process.emit('SIGTERM')) process.exit(1)
})
process.channel?.unref()

const { stdin, stdout, stderr, env } = process
const code = await runProgram(process.argv.slice(2), { stdin, stdout, stderr, env, folder: process.cwd() })
// What was written may still be on its way to a pipe; what else is open (an idle connection, standard input) need not hold us.
for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve))
process.exit(code)
