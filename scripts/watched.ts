/** The program of `npm run dev` under Node's watcher, which starts it again whenever a file of `src/` changes. */

// The watcher asks every process to report what it imports, over the channel on which our own processes speak to each other.
delete process.env.WATCH_REPORT_DEPENDENCIES
await import('../src/cli/main.ts')
