import { basename, dirname } from 'node:path/posix';
import type { Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';

const INDEX = 'src/providers/weather/index.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const TEST = 'tests/weather.test.ts';
const importExample = (specifier: string) =>
  ["import * as z from 'zod';", `import * as z from 'zod';\nimport ${specifier};`] as const;

export default {
  severity: 'error',
  summary: 'Relative imports lead to a file.',
  why: 'The project can be neither built nor tested: the bundler and the compiler stop at the import.',
  source: {
    text: 'TypeScript, module resolution.',
    url: 'https://www.typescriptlang.org/docs/handbook/modules/reference.html',
  },
  limits:
    'Of tests, only those that call testProvider are read. Only source and JSON files are looked for, and not in directories that Git ignores or the settings exclude. "rootDirs" of tsconfig.json is not read.',
  project(project, report) {
    // Other files of the tests may be invalid on purpose.
    const tests = project.modulesIn('tests', 'testProvider');
    for (const module of [...project.modulesIn('src'), ...tests])
      for (const { range, path } of project.unresolvedImports(module)) {
        if (path === undefined) continue;
        const specifier = module.text.slice(range.start + 1, range.end - 1);
        const suggestion = nearestOf(fileStem(path), siblingNames(path, project.paths));
        report(
          range,
          `The import of "${specifier}" leads to no file.`,
          suggestion === undefined
            ? 'Restore the file, or remove the import.'
            : `Did you mean "${suggestion}"? Otherwise restore the file, or remove the import.`,
        );
      }
  },
  examples: {
    pass: [
      {
        [TOOL]: importExample("units from '../units.json' with { type: 'json' }"),
        'src/providers/weather/units.json': '{}\n',
      },
      {
        [TOOL]: importExample("type { Place } from '../schemas/'"),
        'src/providers/weather/schemas/index.ts': 'export interface Place {}\n',
      },
      {
        [TOOL]: importExample("type { Place } from '../api/place.js'"),
        'src/providers/weather/api/place.d.ts': 'export interface Place {}\n',
      },
      {
        [TOOL]: importExample("'../api/paths.gen.js'"),
        '.gitignore': ['dist/', 'dist/\n*.gen.ts'],
      },
    ],
    fail: [
      [
        {
          [INDEX]: ["'./tools/get-forecast.js'", "‹'./tools/get-forecasts.js'›"],
        },
        'The import of "./tools/get-forecasts.js" leads to no file.',
      ],
      [
        { [TOOL]: importExample("‹'../units.json'›") },
        'The import of "../units.json" leads to no file.',
      ],
      [
        { [TEST]: ["'../src/providers/index.js'", "‹'../source/providers/index.js'›"] },
        'The import of "../source/providers/index.js" leads to no file.',
      ],
    ],
  },
} satisfies Rule;

const fileStem = (path: string) => basename(path).replace(/(\.d)?\.\w+$/, '');

/** Returns the names of the files next to a path, without extension. */
const siblingNames = (path: string, paths: ReadonlySet<string>) =>
  [...paths].filter((otherPath) => dirname(otherPath) === dirname(path)).map(fileStem);
