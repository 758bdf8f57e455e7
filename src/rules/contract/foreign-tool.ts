import type { Definition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';

const INSTANCE = 'src/providers/weather/mcp-instance.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default defineRule({
  severity: 'error',
  summary:
    'Every tool, resource and prompt of a provider is made with that provider’s own functions.',
  why: 'What is made otherwise is registered elsewhere or nowhere: it appears in another provider, or does not exist.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const instance = provider.file('mcp-instance');
    const exported = instance && provider.project.code.exports(instance);
    for (const kind of ['tool', 'resource', 'prompt']) {
      const { fact, origin } = exported?.get(kind) ?? {};
      if (!instance || !fact || origin?.is !== 'declared') continue;
      const { provider: owner } = origin.file;
      if (owner === undefined || owner === provider.name) continue;
      report({
        at: instance.at(fact),
        message: `"${kind}" is the function of the provider "${owner}".`,
        hint: `Export that of \`registerProvider('${provider.name}')\`.`,
      });
    }
    for (const [kind, made] of definitionsOf(provider)) {
      const { registrar, at } = made;
      if (registrar.is === 'provider' && registrar.provider === provider.name) continue;
      const owner =
        registrar.is === 'provider'
          ? `the provider "${registrar.provider}"`
          : `"${registrar.path}", which knows no provider`;
      report({
        at,
        message: `This ${kind} is made with the function of ${owner}.`,
        hint: `Import \`${kind}\` from "${provider.directory}/mcp-instance.ts".`,
      });
    }
  },
  examples: [
    { ok: {} },
    {
      ok: {
        [TOOL]: {
          replace: "import { tool } from '../mcp-instance.js';",
          with: "import * as own from '../index.js';\nconst { tool } = own.mcpInstance;",
        },
      },
    },
    {
      bad: {
        [TOOL]: { replace: "'../mcp-instance.js'", with: "'../../../core/define.js'" },
        'src/core/define.ts': {
          replace: 'export class ToolError',
          with: 'export const tool = (definition: object) => definition;\n\nexport class ToolError',
        },
      },
      finds: [`${TOOL}:5:1`],
    },
    {
      bad: {
        [INSTANCE]: {
          replace: 'export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);',
          with: "export { tool } from '../mail/mcp-instance.js';",
        },
        'src/providers/mail/mcp-instance.ts':
          "import { registerProvider } from '../../core/registry.js';\n\nexport const { tool } = registerProvider('mail');\n",
      },
      finds: [`${INSTANCE}:7:10`],
    },
    {
      bad: {
        [TOOL]: {
          replace: "import { tool } from '../mcp-instance.js';",
          with: "import { registerProvider } from '../../../core/registry.js';\n\nconst { tool } = registerProvider('mail');",
        },
      },
      finds: [`${TOOL}:7:1`],
    },
    {
      bad: {
        [TOOL]: { replace: "'../mcp-instance.js'", with: "'../../mail/mcp-instance.js'" },
        'src/providers/mail/mcp-instance.ts':
          "import { registerProvider } from '../../core/registry.js';\n\nexport const { tool } = registerProvider('mail');\n",
      },
      finds: [`${TOOL}:5:1`],
    },
  ],
});

const definitionsOf = ({ tools, resources, prompts }: ProviderModel): [string, Definition][] => [
  ...tools.map((each): [string, Definition] => ['tool', each]),
  ...resources.map((each): [string, Definition] => ['resource', each]),
  ...prompts.map((each): [string, Definition] => ['prompt', each]),
];
