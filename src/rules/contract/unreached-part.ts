import { distance } from 'fastest-levenshtein';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { uncalledIn } from './parts/called.js';
import { reachedIn } from './parts/reached.js';

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
    {
      ok: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import './tools/index.js';

        // src/providers/weather/tools/index.ts
        export * from './get-forecast.js';
      `,
    },
    {
      ok: project`
        // src/providers/weather/index.ts, changed
        + import { offer } from './tools/get-alerts.js';
        +
        + offer();
          import './tools/get-forecast.js';

        // src/providers/weather/tools/get-alerts.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        export function offer() {
        tool({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        + import './tools/get-alerts.js';
          import './tools/get-forecast.js';

        // src/providers/weather/tools/get-alerts.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        export function offer() {
        ‹tool›({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
        }
      `,
      finds: ['Nothing calls "offer", so "get_alerts" does not exist.'],
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';

        // src/providers/weather/tools/get-forecast.ts, unchanged
        ‹tool›({
      `,
      finds: ['The provider "weather" never loads this file, so "get_forecast" does not exist.'],
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import type {} from './tools/get-forecast.js';

        // src/providers/weather/tools/get-forecast.ts, unchanged
        ‹tool›({
      `,
      finds: ['The provider "weather" never loads this file, so "get_forecast" does not exist.'],
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import { readdirSync } from 'node:fs';
        + for (const name of readdirSync('tools')) await import(‹name›);
      `,
      finds: ['Whether this loads "src/providers/weather/tools/get-forecast.ts" cannot be seen.'],
    },
  ],
});

const bare = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '');
