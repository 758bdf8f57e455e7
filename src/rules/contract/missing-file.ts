import { defineRule } from '../define.js';
import { project } from '../example.js';
import { MANDATORY } from './parts/mandatory.js';

export default defineRule({
  severity: 'error',
  summary: 'Every provider has the files mcp-instance.ts, server-auth.ts and api/auth.ts.',
  why: 'The loader starts a provider through these files and refuses one that lacks any of them.',
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
        message: `The provider "${provider.name}" has no file "${directory}/${stem}.ts".`,
        hint: `Add the file; it exports ${Object.keys(MANDATORY[stem] ?? {}).join(', ')}.`,
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
      finds: ['The provider "weather" has no file "src/providers/weather/server-auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, deleted

        // src/providers/weather/server-auth.ts, deleted

        // provider-config.yaml, unchanged
          ‹‹weather››:
      `,
      finds: [
        'The provider "weather" has no file "src/providers/weather/api/auth.ts".',
        'The provider "weather" has no file "src/providers/weather/server-auth.ts".',
      ],
    },
  ],
});
