import { defineRule } from '../define.js';
import { reachedIn } from './parts/reached.js';

const LIST = 'src/providers/index.ts';

export default defineRule({
  severity: 'error',
  summary: 'Every provider is loaded by the server.',
  why: 'A provider that nothing imports cannot be started, whatever its entry says.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind } = reachedIn(provider.project);
    if (provider.files.length === 0 || provider.files.some((file) => files.has(file))) return;
    for (const [file, fact] of blind) {
      report.unseen({
        at: file.at(fact.from),
        message: `Whether this loads the provider "${provider.name}" cannot be seen.`,
        hint: 'Import each provider by its path, as in "src/providers/index.ts".',
      });
      return;
    }
    report({
      at: (provider.file('mcp-instance') ?? provider.files[0])?.start ?? provider.place,
      message: `The provider "${provider.name}" is loaded by no part of the server.`,
      hint: `Add "${provider.name}" to the providers in "${LIST}".`,
    });
  },
  examples: [
    { ok: {} },
    { ok: { [LIST]: 'export const load = (name: string) => import(`./${name}/index.js`);\n' } },
    {
      bad: { [LIST]: 'export const providers = {};\n' },
      finds: ['src/providers/weather/mcp-instance.ts:1:1'],
    },
    {
      bad: { [LIST]: 'export const load = (path: string) => import(path);\n' },
      finds: [`${LIST}:1:46`],
    },
  ],
});
