import type { Argument, Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { ProviderModel } from '../../model/project.js';
import type { ArgumentPath } from '../../model/runtime.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

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
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);
        + export const { tool, resource, prompt } = registerProvider(‹'wether'›);
      `,
      finds: ['This is asked in the name of "wether", and the provider is "weather".'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
        + export const createServer: CreateServer = serverFactory(‹\`\${PROVIDER_NAME}_v2\`›);
      `,
      finds: ['This is asked in the name of "weather_v2", and the provider is "weather".'],
    },
    {
      bad: project`
        // src/core/config.ts
        export const configOf = (provider: string) => ({ base_url: provider });

        // src/providers/weather/api/client.ts, changed
          import { http } from '../../../core/http.js';
        + import { configOf } from '../../../core/config.js';
          import { getCredentials } from './auth.js';

        + export const base = configOf(‹'mail'›).base_url;
        +
      `,
      finds: ['This is asked in the name of "mail", and the provider is "weather".'],
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
