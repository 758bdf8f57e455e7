import type { Rule } from '../../model/rule.js';
import { nameDeclaration } from '../../project/name-declaration.js';

/** Functions of the runtime whose first argument is the provider's name. */
const NAMED_FUNCTION =
  /^(configOf|apiClient|remoteServer|file(Root|Bucket)|(postgres|mysql|sqlite)Database|(accessKey|no|bearer|basic|apiKey|secret|oauth|clientCredentials|tokenExchange)Auth)$/;
const AUTH = 'src/providers/weather/api/auth.ts';

export default {
  severity: 'error',
  summary: 'A provider passes only its own name to the functions of mcp-provider.',
  why: 'With another name, the provider uses the credentials and settings of another provider.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  module(module, report, provider) {
    const { name, project } = provider;
    for (const call of module.calls) {
      const origin = call.arguments[0] && project.origin(module, call.callee);
      if (!origin || !('package' in origin) || !/^mcp-provider(\/|$)/.test(origin.package))
        continue;
      const nameArgument =
        origin.name === 'defineProvider'
          ? call.arguments[0]?.members.get('name')
          : NAMED_FUNCTION.test(origin.name)
            ? call.arguments[0]
            : undefined;
      const resolvedArgument = project.resolveExpression(module, nameArgument);
      const usedName = resolvedArgument?.expression.value;
      // "contract/provider-name" reports an incorrect PROVIDER_NAME.
      const isOwn = resolvedArgument?.expression === nameDeclaration(provider)?.init;
      if (nameArgument && typeof usedName === 'string' && usedName !== name && !isOwn)
        report(
          nameArgument.range,
          `The provider "${name}" uses the name "${usedName}" here.`,
          'Use PROVIDER_NAME of the provider’s own "mcp-instance.ts".',
        );
    }
  },
  examples: {
    pass: [{ [AUTH]: ["'weather'", 'process.env.NAME'] }],
    fail: [
      [
        { 'src/providers/weather/mcp-instance.ts': ['name: PROVIDER_NAME', "name: ‹'mail'›"] },
        'The provider "weather" uses the name "mail" here.',
      ],
      [{ [AUTH]: ["'weather'", "‹'mail'›"] }, 'The provider "weather" uses the name "mail" here.'],
      [
        {
          'src/providers/mail/mcp-instance.ts': "export const PROVIDER_NAME = 'mail';\n",
          'src/providers/weather/api/other.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../../mail/mcp-instance.js';

export const other = apiClient(‹PROVIDER_NAME›, {});
`,
        },
        'The provider "weather" uses the name "mail" here.',
      ],
    ],
  },
} satisfies Rule;
