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
  check({ name, files, project: { code } }, report) {
    for (const file of files) {
      if (file.test) continue;
      for (const { callee, arguments: given, construct } of file.facts.calls) {
        const [first] = given;
        if (!first || construct || (callee.is !== 'name' && callee.is !== 'member')) continue;
        const said = code.constant({ file, value: first });
        if (typeof said !== 'string' || said === name) continue;
        const origin = code.origin({ file, value: callee });
        const isCore =
          origin.is === 'declared' &&
          origin.file.provider === undefined &&
          origin.path === '' &&
          TOLD.has(origin.declaration.name);
        // That PROVIDER_NAME itself is another name is said by another rule.
        if (!isCore || code.path(first) === 'PROVIDER_NAME') continue;
        report({
          at: file.at(first),
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
