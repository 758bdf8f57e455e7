import type { Problem } from '../../model/facts.js';
import type { TextFile } from '../../model/project.js';
import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default defineRule({
  severity: 'error',
  summary: 'Every source file, and every file of data that is read here, can be read.',
  why: 'What cannot be read cannot run, and no other rule can look behind the mistake.',
  source: { text: 'ECMA-262, TypeScript, YAML 1.2 and JSON (RFC 8259).' },
  on: 'project',
  check({ files, documents }, report) {
    // What follows the first mistake is often only its echo.
    const complain = (file: TextFile, [problem]: readonly Problem[]) => {
      if (!problem) return;
      const words = problem.message.trim().replace(/\.?$/, '.').replaceAll('\n', ' ');
      report({
        at: file.at(problem),
        message: `This cannot be read: ${words}`,
        hint: problem.hint ?? 'Correct it here or just before.',
      });
    };
    for (const file of files.values()) complain(file, file.facts.syntaxErrors);
    for (const document of documents.all) {
      // Only data documents have problems: `TextFile` alone does not say so.
      if ('problems' in document) complain(document, document.problems as readonly Problem[]);
    }
  },
  examples: [
    { ok: {} },
    { bad: { [TOOL]: { replace: 'tool({', with: 'tool(({' } }, finds: [`${TOOL}:16:3`] },
    {
      bad: { 'provider-config.yaml': { replace: '    auth:', with: '   auth:' } },
      finds: ['provider-config.yaml:6:1'],
    },
    {
      bad: {
        'provider-config.yaml': { replace: '    auth:', with: '    name: Weather\n    auth:' },
      },
      finds: ['provider-config.yaml:6:5'],
    },
    {
      bad: { 'package.json': { replace: '"private": true,', with: '"private": true' } },
      finds: ['package.json:5:3'],
    },
  ],
});
