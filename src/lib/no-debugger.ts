/**
 * Imported for what it does: SIGUSR1 does not open Node's debugger in this process. Whoever may send a signal, such as a program that a
 * function runs, would come by it to all that the process has in memory.
 */
process.on('SIGUSR1', () => {})
