import { defineRule } from '../define.js';
import { MANDATORY } from './parts/mandatory.js';

const AUTH = 'src/providers/weather/server-auth.ts';

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
    { ok: {} },
    {
      ok: {
        [AUTH]: null,
        'src/providers/weather/server-auth.mts': 'export const runAuthServer = async () => {};\n',
      },
    },
    { bad: { [AUTH]: null }, finds: ['provider-config.yaml:2:3'] },
    {
      bad: { 'src/providers/weather/api/auth.ts': null, [AUTH]: null },
      finds: ['provider-config.yaml:2:3', 'provider-config.yaml:2:3'],
    },
  ],
});
