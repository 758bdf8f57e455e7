import type { Rule } from '../../model/rule.js';

export default {
  severity: 'error',
  summary: 'Every provider is listed under its name in src/providers/index.ts.',
  why: 'The server cannot start a provider that is not listed.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  project(project, report) {
    const list = project.module('src/providers/index.ts');
    const loading = new Map(list?.imports.map((each) => [project.resolve(list, each.from), each]));
    const listed = list?.variables.find((each) => each.name === 'providers')?.init?.members;
    for (const { name, directory, at, module } of project.providers) {
      const index = module('index');
      const load = loading.get(index);
      if (!index) continue;
      if (load) {
        if (listed && !listed.has(name))
          report(
            load.at,
            `The provider in "${directory}" is not listed as "${name}".`,
            `Use the name of the directory, "${name}", as the key.`,
          );
      } else if (!list || project.reached(list).complete) {
        report(
          at,
          `The server does not load the provider "${name}".`,
          `Add "${name}: () => import('./${name}/index.js')" to "src/providers/index.ts".`,
        );
      }
    }
  },
  examples: {
    pass: [
      {
        'src/providers/index.ts':
          "import * as weather from './weather/index.js';\nexport const providers = { weather: async () => weather };\n",
      },
      // It may be loaded: the path is computed.
      {
        'src/providers/index.ts':
          'const load = (name: string) => import(`./${name}/index.js`);\nexport const providers = { weather: () => load("weather") };\n',
      },
    ],
    fail: [
      [
        {
          'src/providers/index.ts':
            "export const providers = { forecast: () => import(‹'./weather/index.js'›) };\n",
        },
        'The provider in "src/providers/weather" is not listed as "weather".',
      ],
      [
        {
          'src/providers/index.ts': 'export const providers = {};\n',
          'provider-config.yaml': ['weather:\n    name', '‹weather›:\n    name'],
        },
        'The server does not load the provider "weather".',
      ],
    ],
  },
} satisfies Rule;
