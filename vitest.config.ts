import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/compile-rules.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Every core: half of the time a test waits for a process that it has started.
    maxWorkers: '100%',
  },
});
