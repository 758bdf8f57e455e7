import type { Definition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

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
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - import { tool } from '../mcp-instance.js';
        + import * as own from '../index.js';
        + const { tool } = own.mcpInstance;
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - import { tool } from '../mcp-instance.js';
        + import { tool } from '../../../core/define.js';

          ‹tool›({

        // src/core/define.ts, changed
            run(args: z.output<Input>, context: CallContext): Promise<unknown>;
          }

        + export const tool = (definition: object) => definition;
        +
      `,
      finds: [
        'This tool is made with the function of "src/core/define.ts", which knows no provider.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);
        + export { ‹tool› } from '../mail/mcp-instance.js';

        // src/providers/mail/mcp-instance.ts
        import { registerProvider } from '../../core/registry.js';

        export const { tool } = registerProvider('mail');
      `,
      finds: ['"tool" is the function of the provider "mail".'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - import { tool } from '../mcp-instance.js';
        + import { registerProvider } from '../../../core/registry.js';

        + const { tool } = registerProvider('mail');
        +
          ‹tool›({
      `,
      finds: [
        'This tool is made with the function of "src/core/registry.ts", which knows no provider.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - import { tool } from '../mcp-instance.js';
        + import { tool } from '../../mail/mcp-instance.js';

          ‹tool›({

        // src/providers/mail/mcp-instance.ts
        import { registerProvider } from '../../core/registry.js';

        export const { tool } = registerProvider('mail');
      `,
      finds: ['This tool is made with the function of the provider "mail".'],
    },
  ],
});

const definitionsOf = ({ tools, resources, prompts }: ProviderModel): [string, Definition][] => [
  ...tools.map((each): [string, Definition] => ['tool', each]),
  ...resources.map((each): [string, Definition] => ['resource', each]),
  ...prompts.map((each): [string, Definition] => ['prompt', each]),
];
