import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const CLI = 'tests/cli/**/*.test.ts';
const E2E = 'tests/e2e/**/*.test.ts';
/** What takes long, and seldom finds what the others do not; CI runs them, too. */
const SLOW = [
  'tests/e2e/{browser,conformance,mutants,published,race}/**/*.test.ts',
  'tests/e2e/{database,examples,grow,grow-shapes,interop,new-projects,openapi}.test.ts',
  'tests/e2e/{package-managers,packed,presets,proxies,quickstart,surfaces,tools-list,tutorial}.test.ts',
];

/** Files that replace modules: they get processes of their own. */
const ALONE = ['tests/create/release.test.ts'];

/** A busy machine takes many times longer than a quick one; what hangs is noticed as well after two minutes. */
const PATIENCE = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

const UNIT = {
  globalSetup: 'scripts/registers.mjs',
  setupFiles: 'tests/setup.ts',
  // Some wait for a program.
  maxWorkers: availableParallelism() + 1,
  ...PATIENCE,
  sequence: { groupOrder: 1 },
};

/** Tests that install, build and test whole projects. */
const WHOLE_PROJECTS = {
  // Some keep two processors busy by themselves, and others wait most of the time.
  maxWorkers: 2,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
};

/** The faster a project is, the earlier it runs. */
export default defineConfig({
  test: {
    projects: [
      'runtime',
      {
        test: {
          ...UNIT,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [CLI, E2E, 'tests/cases/**', ...ALONE],
          // Loading modules once saves a third of the time.
          isolate: false,
        },
      },
      { test: { ...UNIT, name: 'alone', include: ALONE } },
      {
        test: {
          name: 'cli',
          include: [CLI],
          globalSetup: 'tests/cli/built.mjs',
          sequence: { groupOrder: 2 },
          maxWorkers: '100%',
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [E2E],
          exclude: SLOW,
          globalSetup: 'tests/cli/built.mjs',
          sequence: { groupOrder: 3 },
          ...WHOLE_PROJECTS,
        },
      },
      {
        test: {
          name: 'slow',
          include: SLOW,
          globalSetup: 'tests/cli/built.mjs',
          sequence: { groupOrder: 4 },
          ...WHOLE_PROJECTS,
        },
      },
    ],
  },
});
