import type { Rule } from '../../model/rule.js';

const KINDS = ['tool', 'resource', 'prompt'];

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

const MAIL = {
  'src/providers/mail/mcp-instance.ts':
    "import { defineProvider } from 'mcp-provider';\nexport const { tool } = defineProvider({ name: 'mail' });\n",
};

export default {
  severity: 'error',
  summary:
    'Tools, resources and prompts are defined with the functions of their own provider’s mcp-instance.ts.',
  why: 'Definitions made with other functions appear in another provider or not at all.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  module(module, report, { name, directory, project }) {
    for (const call of module.calls) {
      const importEntry = module.imports.find(
        (candidate) => candidate.local === call.callee && !candidate.typeOnly,
      );
      if (!importEntry || !KINDS.includes(importEntry.name ?? '')) continue;
      const origin = project.origin(module, call.callee);
      if (!origin || 'package' in origin || origin.module.path.startsWith(`${directory}/`))
        continue;
      const [, , otherName] = origin.module.path.split('/');
      const isProvider = project.providers.some(
        (candidate) =>
          candidate.name === otherName && candidate.module('mcp-instance') === origin.module,
      );
      report(
        call.range,
        isProvider
          ? `This ${importEntry.name} is registered with the provider "${otherName}".`
          : `This ${importEntry.name} is not registered with the provider "${name}".`,
        `Import "${importEntry.name}" from "${directory}/mcp-instance.ts".`,
      );
    }
  },
  examples: {
    pass: [
      // The import goes through another file of the provider.
      {
        'src/providers/weather/lib/tool.ts': "export { tool } from '../mcp-instance.js';\n",
        [TOOL]: ['../mcp-instance.js', '../lib/tool.js'],
      },
    ],
    fail: [
      [
        {
          ...MAIL,
          [TOOL]: [
            "from '../mcp-instance.js';\n\nexport const getForecast = tool(",
            "from '../../mail/mcp-instance.js';\n\nexport const getForecast = ‹tool›(",
          ],
        },
        'This tool is registered with the provider "mail".',
      ],
      [
        {
          'src/tool.ts': 'export const prompt = (definition: object) => definition;\n',
          'src/providers/weather/prompts/plan.ts':
            "import { prompt as define } from '../../../tool.js';\n\n‹define›({ name: 'plan' });\n",
        },
        'This prompt is not registered with the provider "weather".',
      ],
    ],
  },
} satisfies Rule;
