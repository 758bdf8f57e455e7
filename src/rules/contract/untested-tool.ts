import type { Rule } from '../../model/rule.js';
import { unimplementedIn } from '../../model/unimplemented-in.js';
import { casesIn, providerTests } from '../../project/provider-tests.js';

const TEST = 'tests/weather.test.ts';

export default {
  severity: 'warning',
  summary: 'Test cases of tools and resources that are implemented are written.',
  why: 'A case with "todo" stays green, whatever the function does.',
  source: { text: '"Tests" in the README.' },
  limits: 'Cases that a function adds are not seen.',
  project(project, report) {
    const providers = new Map(project.providers.map((provider) => [provider.name, provider]));
    for (const { provider: testedProvider = '', fixture } of providerTests(project)) {
      const provider = providers.get(testedProvider);
      for (const kind of ['tool', 'resource'] as const)
        for (const [name, { module, expression }] of casesIn(project, fixture, `${kind}s`).byName) {
          const cases = project.resolveExpression(module, expression)?.expression ?? expression;
          const todo = [cases, ...cases.items].find(({ members }) => members.has('todo'));
          const part =
            todo &&
            provider?.definitions.find(
              (candidate) => candidate.kind === kind && candidate.name === name,
            );
          if (
            part &&
            !unimplementedIn(part.module).some(
              (unimplementedPart) => unimplementedPart.name === name,
            )
          )
            report(
              todo.range,
              `"${name}" is implemented, but its test is still to do.`,
              'Delete "todo", and state the arguments and the result.',
            );
        }
    }
  },
  examples: {
    pass: [
      {
        [TEST]: [
          'tools: { get_forecast: {} }',
          "tools: { get_forecast: { arguments: { place: 'Lyon' } } }",
        ],
      },
      {
        [TEST]: ['tools: { get_forecast: {} }', 'tools: { get_forecast: { todo: true } }'],
        'src/providers/weather/tools/get-forecast.ts': [
          'const response',
          "throw new ToolError('get_forecast is not implemented yet');\n    const response",
        ],
      },
    ],
    fail: [
      [
        { [TEST]: ['tools: { get_forecast: {} }', 'tools: { get_forecast: ‹{ todo: true }› }'] },
        '"get_forecast" is implemented, but its test is still to do.',
      ],
      [
        {
          [TEST]: [
            'tools: { get_forecast: {} }',
            "tools: { get_forecast: [{ arguments: { place: 'Lyon' } }, ‹{ todo: true }›] }",
          ],
        },
        '"get_forecast" is implemented, but its test is still to do.',
      ],
    ],
  },
} satisfies Rule;
