import type { Rule } from '../../model/rule.js';
import { providerTests } from '../../project/provider-tests.js';

const TEST = 'tests/weather.test.ts';

export default {
  severity: 'error',
  summary: 'Every provider has a test with testProvider.',
  why: 'The generated tests check requests, sign-in and the separation of users. Vitest does not notice a missing test file.',
  source: { text: '"Tests" in the README.' },
  project(project, report) {
    const names = providerTests(project).map(({ provider }) => provider);
    // A name that is not a constant, such as in a loop, may be any name.
    if (names.includes(undefined)) return;
    for (const { name, range } of project.providers) {
      if (!names.includes(name))
        report(
          range,
          `The provider "${name}" has no test.`,
          `Call testProvider(providers, '${name}', …) in "tests/${name}.test.ts".`,
        );
    }
  },
  examples: {
    pass: [
      {
        [TEST]: [
          "testProvider(providers, 'weather', { signIn: bearer, tools: { get_forecast: {} } });",
          'for (const name of all) testProvider(providers, name, {});',
        ],
      },
      {
        [TEST]: [
          "testProvider(providers, 'weather'",
          "const NAME = 'weather';\ntestProvider(providers, NAME",
        ],
      },
      {
        [TEST]:
          "import { testProvider as check } from 'mcp-provider/testing';\n\ncheck(providers, 'weather', fixture);\n",
      },
    ],
    fail: [
      [
        {
          [TEST]: null,
          'provider-config.yaml': ['weather:\n    name', '‹weather›:\n    name'],
        },
        'The provider "weather" has no test.',
      ],
    ],
  },
} satisfies Rule;
