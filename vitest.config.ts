import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

/** One runner for every part; `tools/run.mjs` names the part by its folder and prints its time. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.e2e.ts'],
    globalSetup: 'test/support/run-folder.ts',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // For a machine with other work; what hangs is told a little later.
    testTimeout: 40_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // What is waited for may take its time on a busy machine; what does not come fails all the same.
    expect: { poll: { timeout: 15_000, interval: 25 } },
    reporters: ['default'],
  },
})
