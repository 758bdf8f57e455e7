import type { ProjectModel, ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every tool name occurs in a test.',
  why: 'Errors in an untested tool are found by its users.',
  limits:
    'A name in the text of a test, or an import of the file of the tool, counts as a test. Tests are not run.',
  source: { text: 'The contract of a provider, in the README.' },
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
        message: `No test contains the tool name "${name.value}".`,
        hint: `Add it to "tools" in "tests/${provider.name}.test.ts", with its request and response.`,
      });
    }
  },
  examples: [
    {
      ok: project`
        // tests/weather.test.ts, deleted

        // src/providers/weather/tools/get-forecast.test.ts
        import './get-forecast.js';
      `,
    },
    {
      ok: project`
        // tests/weather.test.ts, deleted

        // tests/all.test.ts
        call('get_forecast');
      `,
    },
    {
      bad: project`
        // tests/weather.test.ts, deleted

        // src/providers/weather/tools/get-forecast.ts, unchanged
          name: ‹'get_forecast'›,
      `,
      finds: ['No test contains the tool name "get_forecast".'],
    },
    {
      bad: project`
        // tests/weather.test.ts, changed
        -     get_forecast: {
        +     get_forecasts: {

        // src/providers/weather/tools/get-forecast.ts, unchanged
          name: ‹'get_forecast'›,
      `,
      finds: ['No test contains the tool name "get_forecast".'],
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
