import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const CLI = 'tests/cli/**/*.test.ts';
const E2E = 'tests/e2e/**/*.test.ts';
/** What takes long: CI runs it, but not `npm test`. */
const SLOW = [
  'tests/e2e/browser/dev.test.ts',
  'tests/e2e/packages/quickstart.test.ts',
  'tests/e2e/projects/examples.test.ts',
];
/** What takes longest, and seldom finds what the others do not; CI runs it in a job of its own. */
const SLOWEST = [
  'tests/e2e/{browser,conformance,mutants,published,race}/**/*.test.ts',
  'tests/e2e/{interop,proxies}.test.ts',
  'tests/e2e/packages/{package-managers,packed,registry,tutorial}.test.ts',
  'tests/e2e/projects/{database,extend,extend-shapes,name-lengths,new-projects}.test.ts',
  'tests/e2e/projects/{openapi,presets,surfaces,tools-list}.test.ts',
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

/** Tests of what is built run at once: no processor waits for the last file of a project. */
const BUILT = {
  globalSetup: 'tests/cli/built.mjs',
  // Some keep two processors busy by themselves, and others wait for the network or for a time limit.
  maxWorkers: availableParallelism() + 1,
  sequence: { groupOrder: 2 },
};

/** Tests that install, build and test whole projects. */
const WHOLE_PROJECTS = {
  ...BUILT,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
};

/**
 * Files that take longest, in this order among those that run at once: what begins last should end soon, or a processor waits for it.
 * Those of the command line that need much memory are among them, because their process keeps what earlier files have read.
 */
const LONGEST = [
  ...['tasks/killed', 'serving/stray-errors', 'remote/limited-fetch', 'changes/notifications'],
  ...['authorization-server/killed', 'oauth/killed-refresh'],
  ...['openapi/large', 'openapi/hostile', 'database/import', 'refactor/golden', 'plan/kill'],
  ...['e2e/packages/package-managers', 'e2e/packages/packed', 'e2e/mutants/mutants'],
  ...['e2e/projects/examples', 'e2e/projects/database', 'e2e/browser/site', 'e2e/proxies'],
  ...['e2e/packages/quickstart', 'e2e/race/stops', 'e2e/race/race', 'e2e/browser/view-checklist'],
  ...['e2e/conformance/conformance', 'e2e/packages/registry', 'e2e/projects/openapi'],
  ...['e2e/projects/new-projects', 'e2e/published/schemas', 'e2e/packages/tutorial'],
  ...['e2e/browser/views'],
  ...['cli/hostile', 'cli/start-up', 'cli/dev', 'cli/questions'],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
      return index < 0 ? LONGEST.length : index;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** The faster a project is, the earlier it runs. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          ...BUILT,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [E2E],
          exclude: [...SLOW, ...SLOWEST],
          ...WHOLE_PROJECTS,
        },
      },
      {
        test: {
          name: 'slow',
          include: SLOW,
          ...WHOLE_PROJECTS,
        },
      },
      {
        test: {
          name: 'slowest',
          include: SLOWEST,
          exclude: SLOW,
          ...WHOLE_PROJECTS,
        },
      },
    ],
  },
});
