import type { Problem } from '../../model/facts.js';
import type { TextFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

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
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - tool({
        + tool(({
        …
          })‹;›
      `,
      finds: ['This cannot be read: Unexpected token, expected ",".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        + ‹ ›  auth: api-key
      `,
      finds: ['This cannot be read: All mapping items must start at the same column.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              base_url: https://api.weather.dev/v1
        +     ‹name›: Weather
      `,
      finds: ['This cannot be read: The key "name" is there twice.'],
    },
    {
      bad: project`
        // package.json, changed
        -   "private": true,
        +   "private": true
            ‹"›type": "module",
      `,
      finds: ['This cannot be read: Unexpected token, expected ",".'],
    },
  ],
});
