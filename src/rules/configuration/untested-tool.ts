import type { ProjectModel, ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every tool is named in a test.',
  why: 'A tool that nobody calls before a model does is tried out on the people who use it.',
  source: { text: 'The contract of this project: a tool comes with its test.' },
  on: 'provider',
  check(provider, report) {
    const tests = testsOf(provider);
    for (const { name, file } of provider.tools) {
      if (name.is !== 'known' || file.test) continue;
      const spoken = new RegExp(`(?<![\\w-])${name.value.replace(/[^\w]/g, '\\$&')}(?![\\w-])`);
      const isTested = tests.some(
        (test) => spoken.test(test.text) || importsIt(test, file, provider),
      );
      if (isTested) continue;
      report({
        at: name.at,
        message: `No test names the tool "${name.value}".`,
        hint: `Call it in a test in "tests/${provider.name}", with the answer of an API of your own.`,
      });
    }
  },
  examples: [
    {
      ok: project`
        // tests/weather/tools.test.ts, deleted

        // src/providers/weather/tools/get-forecast.test.ts
        import './get-forecast.js';
      `,
    },
    {
      ok: project`
        // tests/weather/tools.test.ts, deleted

        // tests/all.test.ts
        call('get_forecast');
      `,
    },
    {
      bad: project`
        // tests/weather/tools.test.ts, deleted

        // src/providers/weather/tools/get-forecast.ts, unchanged
          name: ‹'get_forecast'›,
      `,
      finds: ['No test names the tool "get_forecast".'],
    },
    {
      bad: project`
        // tests/weather/tools.test.ts, changed
        - it.each(['get_forecast'])('%s is served', (name) => {
        + it.each(['get_forecasts'])('%s is served', (name) => {

        // src/providers/weather/tools/get-forecast.ts, unchanged
          name: ‹'get_forecast'›,
      `,
      finds: ['No test names the tool "get_forecast".'],
    },
  ],
});

const SHARED = new WeakMap<ProjectModel, readonly SourceFile[]>();

/** Of the provider, and those that are of no provider; helpers of tests count, they hold the tables. */
function testsOf({ project, tests, files }: ProviderModel): readonly SourceFile[] {
  let shared = SHARED.get(project);
  if (!shared) {
    shared = [...project.files.values()].filter(
      ({ test, provider }) => test && provider === undefined,
    );
    SHARED.set(project, shared);
  }
  return [...tests, ...files.filter(({ test }) => test), ...shared];
}

const importsIt = (test: SourceFile, tool: SourceFile, { project }: ProviderModel) =>
  project.modules
    .imports(test)
    .some(({ to }) => to.some((target) => target.is === 'file' && target.file === tool));
