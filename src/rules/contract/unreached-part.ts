import { distance } from 'fastest-levenshtein';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { insertion, lineBelow } from '../insertion.js';
import { uncalledIn } from './parts/called.js';
import { reachedIn } from './parts/reached.js';
import { specifierIn, withoutEnding } from './parts/specifier.js';

export default defineRule({
  severity: 'error',
  summary: 'Every file that defines a tool, resource or prompt is imported by its provider.',
  why: 'A tool is registered when its file is imported. Without the import it is silently missing.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind, lost, conditional } = reachedIn(provider.project);
    // "contract/unreached-provider" reports providers that are not loaded at all.
    if (!provider.files.some((file) => files.has(file))) return;
    const loader = provider.files.find((file) => blind.has(file));
    const from = loader && blind.get(loader)?.from;
    const uncalled = uncalledIn(provider.project, files);
    const definitions = [
      ...provider.tools.map((each) => ['tool', each] as const),
      ...provider.resources.map((each) => ['resource', each] as const),
      ...provider.prompts.map((each) => ['prompt', each] as const),
    ];
    for (const [kind, { file, at, name, call }] of definitions) {
      const called = name.is === 'known' ? `"${name.value}"` : `this ${kind}`;
      const condition = conditional.get(file);
      if (condition) {
        report.unseen({
          at: condition.file.at(condition.fact.from),
          message: `Cannot determine whether this import runs, which registers ${called}.`,
          hint: 'Import the file at the top of the module.',
        });
        continue;
      }
      if (files.has(file)) {
        const around = uncalled(file, call.within);
        if (around) {
          report({
            at,
            message: `"${around}" is never called, so ${called} is not registered.`,
            hint: `Call "${around}" in "${provider.directory}/index.ts", or define it at the top level.`,
          });
        }
        continue;
      }
      // "configuration/import-ending" reports imports with a misspelled path.
      if (lost.some((path) => distance(withoutEnding(path), withoutEnding(file.logicalPath)) <= 2))
        continue;
      if (loader && from) {
        report.unseen({
          at: loader.at(from),
          message: `Cannot determine whether this import loads "${file.path}".`,
          hint: 'Import each file by its path.',
        });
      } else {
        report({
          at,
          message: `The provider "${provider.name}" does not import this file, so ${called} is not registered.`,
          hint: `Import "${file.path}" in "${provider.directory}/index.ts".`,
          ...addImport(provider, file, files),
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
      finds: ['"offer" is never called, so "get_alerts" is not registered.'],
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';

        // src/providers/weather/tools/get-forecast.ts, unchanged
        export const getForecastTool = ‹tool›({
      `,
      finds: [
        'The provider "weather" does not import this file, so "get_forecast" is not registered.',
      ],
      fixed: project`
        // src/providers/weather/index.ts, changed
        + import './tools/get-forecast.js';
        +
          export * as apiAuth from './api/auth.js';
      `,
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import type {} from './tools/get-forecast.js';

        // src/providers/weather/tools/get-forecast.ts, unchanged
        export const getForecastTool = ‹tool›({
      `,
      finds: [
        'The provider "weather" does not import this file, so "get_forecast" is not registered.',
      ],
      fixed: project`
        // src/providers/weather/index.ts, changed
          import type {} from './tools/get-forecast.js';
        + import './tools/get-forecast.js';
      `,
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + if (process.env.WEATHER_FORECASTS) await import(‹'./tools/get-forecast.js'›);
      `,
      finds: ['Cannot determine whether this import runs, which registers "get_forecast".'],
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + async function load() {
        +   if (!process.env.WEATHER_FORECASTS) return;
        +   await import(‹'./tools/get-forecast.js'›);
        + }
        + await load();
      `,
      finds: ['Cannot determine whether this import runs, which registers "get_forecast".'],
    },
    {
      ok: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + await import('./tools/get-forecast.js');
        + if (process.env.WEATHER_TRACE) await import('./trace.js');

        // src/providers/weather/trace.ts
        console.error('trace');
      `,
    },
    {
      bad: project`
        // tsconfig.json
        { "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import '@/providers/weather/tools/get-forecast.js';

        // src/providers/weather/tools/get-alerts.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        ‹tool›({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
      `,
      finds: [
        'The provider "weather" does not import this file, so "get_alerts" is not registered.',
      ],
      fixed: project`
        // src/providers/weather/index.ts, changed
          import '@/providers/weather/tools/get-forecast.js';
        + import '@/providers/weather/tools/get-alerts.js';
      `,
    },
    {
      bad: project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import { readdirSync } from 'node:fs';
        + for (const name of readdirSync('tools')) await import(‹name›);
      `,
      finds: [
        'Cannot determine whether this import loads "src/providers/weather/tools/get-forecast.ts".',
      ],
    },
  ],
});

/** Below the last import of `index.ts`, named as it names its other modules. */
function addImport(
  { directory, files: own, project }: ProviderModel,
  { logicalPath }: SourceFile,
  reached: ReadonlySet<SourceFile>,
): { fix?: readonly Change[] } {
  const index = own.find((file) => file.logicalPath === `${directory}/index.ts`);
  if (!index || !reached.has(index)) return {};
  const line = `import '${specifierIn(index, withoutEnding(logicalPath), project)}';`;
  const last = index.facts.imports.findLast(({ form }) => form === 'static');
  return {
    fix: [
      last
        ? lineBelow(index, last.from.end, line)
        : insertion(index, index.start.start, `${line}\n\n`),
    ],
  };
}
