import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

export default defineConfig({
  // What the functions of the examples import.
  resolve: { alias: { caudal: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    // A busy machine is slow, not wrong.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
    pool: 'forks',
    // One more than the cores of a small machine: a test that waits for a product leaves its core to another.
    maxWorkers: 3,
    // A process for each file, and all that it loads, would take longer than many of their tests.
    isolate: false,
    setupFiles: ['scripts/property-seed.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'src', include: ['src/**/*.test.ts', 'ui/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'test', include: ['test/**/*.test.ts'] } },
    ],
  },
})
