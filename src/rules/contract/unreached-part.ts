import { distance } from 'fastest-levenshtein';
import { defineRule } from '../define.js';
import { uncalledIn } from './parts/called.js';
import { reachedIn } from './parts/reached.js';

const INDEX = 'src/providers/weather/index.ts';
const ALERTS = 'src/providers/weather/tools/get-alerts.ts';
const made = (before: string, after: string) =>
  `import * as z from 'zod';\nimport { tool } from '../mcp-instance.js';\n\n${before}\ntool({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });\n${after}\n`;
const IMPORT = "import './tools/get-forecast.js';\n";

export default defineRule({
  severity: 'error',
  summary: 'Every file that makes a tool, resource or prompt is loaded with its provider.',
  why: 'A tool registers itself when its file is loaded: without an import it does not exist, and nothing says so.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind, lost } = reachedIn(provider.project);
    // Where nothing of it is loaded, another rule says so.
    if (!provider.files.some((file) => files.has(file))) return;
    const loader = provider.files.find((file) => blind.has(file));
    const from = loader && blind.get(loader)?.from;
    const uncalled = uncalledIn(provider.project, files);
    for (const { file, at, name, call } of [
      ...provider.tools,
      ...provider.resources,
      ...provider.prompts,
    ]) {
      const called = name.is === 'known' ? `"${name.value}"` : 'what is made here';
      if (files.has(file)) {
        const around = uncalled(file, call.within);
        if (around) {
          report({
            at,
            message: `Nothing calls "${around}", so ${called} does not exist.`,
            hint: `Call "${around}" in "${provider.directory}/index.ts", or make it without a function.`,
          });
        }
        continue;
      }
      // An import with a slip in its path is said where it stands.
      if (lost.some((path) => distance(bare(path), bare(file.logicalPath)) <= 2)) continue;
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
      ok: {
        [INDEX]: {
          replace: IMPORT,
          with: "import { offer } from './tools/get-alerts.js';\n\noffer();\n" + IMPORT,
        },
        [ALERTS]: made('export function offer() {', '}'),
      },
    },
    {
      bad: {
        [INDEX]: { replace: IMPORT, with: "import './tools/get-alerts.js';\n" + IMPORT },
        [ALERTS]: made('export function offer() {', '}'),
      },
      finds: [`${ALERTS}:5:1`],
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

const bare = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '');
