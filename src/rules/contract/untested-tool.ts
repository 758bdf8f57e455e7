import type { Rule } from '../../model/rule.js';
import { unimplementedIn } from '../../model/unimplemented-in.js';

const TEST = 'tests/weather.test.ts';

export default {
  severity: 'warning',
  summary: 'Tools and resources that are implemented have a test case.',
  why: 'A case with "todo" stays green, whatever the function does.',
  source: { text: '"Tests" in the README.' },
  limits: 'Cases that a function or a spread adds are not seen.',
  project(project, report) {
    for (const module of project.modulesIn('tests', 'todo'))
      for (const { name: callee, arguments: given } of module.calls) {
        if (!/(^|\.)testProvider$/.test(callee)) continue;
        const [, named, fixture] = given.map((each) => project.resolved(module, each)?.expression);
        const provider = project.providers.find(({ name }) => name === named?.value);
        for (const kind of ['tool', 'resource'] as const)
          for (const [name, cases] of fixture?.members.get(`${kind}s`)?.members ?? []) {
            const todo = [cases, ...cases.items].find(({ members }) => members.has('todo'));
            const part = provider?.definitions.find(
              (each) => each.kind === kind && each.name === name,
            );
            if (todo && part && !unimplementedIn(part.module).some((each) => each.name === name))
              report(
                todo.at,
                `"${name}" is implemented, but its test is still to do.`,
                'Delete "todo", and state the arguments and the result.',
              );
          }
      }
  },
  examples: {
    pass: [
      { [TEST]: ['tools: {}', "tools: { get_forecast: { arguments: { place: 'Lyon' } } }"] },
      {
        [TEST]: ['tools: {}', 'tools: { get_forecast: { todo: true } }'],
        'src/providers/weather/tools/get-forecast.ts': [
          'const response',
          "throw new ToolError('get_forecast is not implemented yet');\n    const response",
        ],
      },
    ],
    fail: [
      [
        { [TEST]: ['tools: {}', 'tools: { get_forecast: ‹{ todo: true }› }'] },
        '"get_forecast" is implemented, but its test is still to do.',
      ],
      [
        {
          [TEST]: [
            'tools: {}',
            "tools: { get_forecast: [{ arguments: { place: 'Lyon' } }, ‹{ todo: true }›] }",
          ],
        },
        '"get_forecast" is implemented, but its test is still to do.',
      ],
    ],
  },
} satisfies Rule;
