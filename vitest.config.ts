import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests start hundreds of programs and threads of ours: each is half as long about it when it need not strip its types
// again. Node looks at this when it starts, so that it must be there before the workers of vitest are.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node-compile', import.meta.url));

const common = {
  exclude: ['**/node_modules/**', 'kiosk/dist/**', '.anban/**'],
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 180_000,
  // What is waited for may take as long as a busy machine needs; one second is the default.
  expect: { poll: { timeout: 10_000 } },
} as const;

/**
 * One runner for everything: unit tests stand beside their code, what crosses a process stands in `tests/`. The second
 * kind runs a whole terminal with a browser and a face matcher in each file: after the others, because it is slow.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...common.exclude, 'tests/**'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'system',
          include: ['tests/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
