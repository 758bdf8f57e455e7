import { defineRule } from '../define.js';
import { reachedIn } from './parts/reached.js';

const INDEX = 'src/providers/weather/index.ts';
const IMPORT = "import './tools/get-forecast.js';\n";

export default defineRule({
  severity: 'error',
  summary: 'Every file that makes a tool, resource or prompt is loaded with its provider.',
  why: 'A tool registers itself when its file is loaded: without an import it does not exist, and nothing says so.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind } = reachedIn(provider.project);
    // Where nothing of it is loaded, another rule says so.
    if (!provider.files.some((file) => files.has(file))) return;
    const loader = provider.files.find((file) => blind.has(file));
    const from = loader && blind.get(loader)?.from;
    for (const { file, at, name } of [
      ...provider.tools,
      ...provider.resources,
      ...provider.prompts,
    ]) {
      if (files.has(file)) continue;
      const called = name.is === 'known' ? `"${name.value}"` : 'what is made here';
      if (loader && from) {
        report.unseen({
          at: loader.at(from),
          message: `Whether this loads "${file.path}" cannot be seen.`,
          hint: 'Import each file by its path.',
        });
      } else {
        report({
          at,
          message: `The provider "${provider.name}" never loads this file, so ${called} does not exist.`,
          hint: `Import "${file.path}" in "${provider.directory}/index.ts".`,
        });
      }
    }
  },
  examples: [
    { ok: {} },
    {
      ok: {
        [INDEX]: { replace: IMPORT, with: "import './tools/index.js';\n" },
        'src/providers/weather/tools/index.ts': "export * from './get-forecast.js';\n",
      },
    },
    {
      bad: { [INDEX]: { replace: IMPORT, with: '' } },
      finds: ['src/providers/weather/tools/get-forecast.ts:5:1'],
    },
    {
      bad: {
        [INDEX]: { replace: IMPORT, with: "import type {} from './tools/get-forecast.js';\n" },
      },
      finds: ['src/providers/weather/tools/get-forecast.ts:5:1'],
    },
    {
      bad: {
        [INDEX]: {
          replace: IMPORT,
          with: "import { readdirSync } from 'node:fs';\nfor (const name of readdirSync('tools')) await import(name);\n",
        },
      },
      finds: [`${INDEX}:2:55`],
    },
  ],
});
