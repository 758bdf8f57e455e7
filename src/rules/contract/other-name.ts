import type { Argument, Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { ProviderModel } from '../../model/project.js';
import type { ArgumentPath } from '../../model/runtime.js';
import { defineRule } from '../define.js';

const INSTANCE = 'src/providers/weather/mcp-instance.ts';
const CLIENT = 'src/providers/weather/api/client.ts';

/** Functions of src/core that are told first which provider asks. */
const TOLD: ReadonlySet<string> = new Set([
  'registerProvider',
  'serverFactory',
  'credentialStore',
  'environmentCredentials',
  'configOf',
]);

export default defineRule({
  severity: 'error',
  summary: 'A provider asks src/core in its own name alone.',
  why: 'In the name of another provider it offers tools that nobody finds, or presents the credentials of another API.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { name, files } = provider;
    const { code } = provider.project;
    for (const file of files) {
      for (const value of file.facts.calls) {
        const path = toldBy(code, { file, value });
        const given = path === undefined ? undefined : code.argument({ file, value }, path);
        if (!given) continue;
        const said = code.constant(given);
        // That PROVIDER_NAME itself is another name is said by another rule.
        if (typeof said !== 'string' || said === name || isOwnName(given, provider)) continue;
        report({
          at: given.file.at(given.value),
          message: `This is asked in the name of "${said}", and the provider is "${name}".`,
          hint: 'Write PROVIDER_NAME here.',
        });
      }
    }
  },
  examples: [
    { ok: {} },
    {
      bad: {
        [INSTANCE]: {
          replace: 'registerProvider(PROVIDER_NAME)',
          with: "registerProvider('wether')",
        },
      },
      finds: [`${INSTANCE}:7:60`],
    },
    {
      bad: {
        [INSTANCE]: {
          replace: 'serverFactory(PROVIDER_NAME)',
          with: 'serverFactory(`${PROVIDER_NAME}_v2`)',
        },
      },
      finds: [`${INSTANCE}:13:57`],
    },
    {
      bad: {
        'src/core/config.ts':
          'export const configOf = (provider: string) => ({ base_url: provider });\n',
        [CLIENT]: {
          replace: "import { getCredentials } from './auth.js';\n",
          with: "import { configOf } from '../../../core/config.js';\nimport { getCredentials } from './auth.js';\n\nexport const base = configOf('mail').base_url;\n",
        },
      },
      finds: [`${CLIENT}:7:30`],
    },
  ],
});

/** The argument of a call that says in whose name it is made. */
function toldBy(code: Code, { file, value }: Located<CallValue>): ArgumentPath | undefined {
  const { callee, construct } = value;
  if (construct || (callee.is !== 'name' && callee.is !== 'member')) return undefined;
  const origin = code.origin({ file, value: callee });
  const isCore =
    origin.is === 'declared' &&
    origin.file.provider === undefined &&
    origin.path === '' &&
    TOLD.has(origin.declaration.name);
  return isCore ? '0' : code.runtime(origin)?.provider;
}

function isOwnName({ origin }: Argument, provider: ProviderModel): boolean {
  return (
    origin.is === 'declared' &&
    origin.declaration.name === 'PROVIDER_NAME' &&
    origin.file === provider.file('mcp-instance')
  );
}
