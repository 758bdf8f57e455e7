import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const aliasExample = (specifier: string) => [`'../mcp-instance.js'`, specifier] as const;
const OPTIONS = [
  '"include"',
  '"compilerOptions": { "paths": { "@/*": ["./src/*"] } },\n  "include"',
] as const;

export default {
  severity: 'warning',
  summary: 'Imports by an alias, or from outside the project, lead to a file of the project.',
  why: 'What a module loads through another import is unknown: its tools are neither checked nor listed, and commands that rename or remove change nothing.',
  source: {
    text: 'TypeScript, module resolution.',
    url: 'https://www.typescriptlang.org/docs/handbook/modules/reference.html',
  },
  limits: 'Aliases that a configuration outside the project defines are unknown.',
  project(project, report) {
    for (const module of project.modulesIn('src'))
      for (const { range, path } of project.unresolvedImports(module)) {
        // "configuration/missing-import" reports paths of the project.
        if (path !== undefined) continue;
        report(
          range,
          `The import of ${module.text.slice(range.start, range.end)} leads to no file that is known.`,
          'Define the alias in "imports" of package.json or "paths" of tsconfig.json, or correct the path.',
        );
      }
  },
  examples: {
    pass: [
      { [TOOL]: aliasExample(`'@/providers/weather/mcp-instance'`), 'tsconfig.json': OPTIONS },
      {
        [TOOL]: aliasExample(`'#weather/mcp-instance.js'`),
        'package.json': [
          '"type"',
          '"imports": { "#weather/*": { "types": "./src/providers/weather/*" } },\n  "type"',
        ],
      },
      { [TOOL]: ["import * as z from 'zod'", "import 'undeclared';\nimport * as z from 'zod'"] },
    ],
    fail: [
      [
        { [TOOL]: aliasExample(`‹'#weather/mcp-instance.js'›`) },
        "The import of '#weather/mcp-instance.js' leads to no file that is known.",
      ],
      [
        { [TOOL]: aliasExample(`‹'../../../../../shared/mcp-instance.js'›`) },
        "The import of '../../../../../shared/mcp-instance.js' leads to no file that is known.",
      ],
    ],
  },
} satisfies Rule;
