import { defineRule } from '../define.js';
import { project } from '../example.js';
import { MANDATORY } from './parts/mandatory.js';

export default defineRule({
  severity: 'error',
  summary: 'Every provider has the files mcp-instance.ts, server-auth.ts and api/auth.ts.',
  why: 'The server loads a provider through these files and does not start without them.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { directory, entry } = provider;
    const stems = Object.keys(MANDATORY);
    const missing = stems.filter((stem) => !provider.file(stem));
    const isProvider = entry !== undefined || missing.length < stems.length;
    if (provider.files.length === 0 || !isProvider) return;
    for (const stem of missing) {
      report({
        at: provider.place,
        message: `The file "${directory}/${stem}.ts" is missing.`,
        hint: `Add the file with the exports ${Object.keys(MANDATORY[stem] ?? {}).join(', ')}.`,
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/server-auth.ts, deleted

        // src/providers/weather/server-auth.mts
        export const runAuthServer = async () => {};
      `,
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts, deleted

        // provider-config.yaml, unchanged
          ‹weather›:
      `,
      finds: ['The file "src/providers/weather/server-auth.ts" is missing.'],
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, deleted

        // src/providers/weather/server-auth.ts, deleted

        // provider-config.yaml, unchanged
          ‹‹weather››:
      `,
      finds: [
        'The file "src/providers/weather/api/auth.ts" is missing.',
        'The file "src/providers/weather/server-auth.ts" is missing.',
      ],
    },
  ],
});
