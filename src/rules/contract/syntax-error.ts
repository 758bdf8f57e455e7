import type { Problem } from '../../model/facts.js';
import type { TextFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'Source files and configuration files have no syntax errors.',
  why: 'A file with a syntax error cannot be loaded, and other rules cannot check the rest of it.',
  source: { text: 'ECMA-262, TypeScript, YAML 1.2 and JSON (RFC 8259).' },
  on: 'project',
  check({ files, documents }, report) {
    // Further errors are often consequences of the first.
    const complain = (file: TextFile, [problem]: readonly Problem[]) => {
      if (!problem) return;
      const words = problem.message.trim().replace(/\.?$/, '.').replaceAll('\n', ' ');
      report({
        at: file.at(problem),
        message: `Syntax error: ${words}`,
        hint: problem.hint ?? 'Correct the syntax at or before this position.',
      });
    };
    for (const file of files.values()) complain(file, file.facts.syntaxErrors);
    for (const document of documents.all) {
      // Only data documents have problems: the type `TextFile` does not show it.
      if ('problems' in document) complain(document, document.problems as readonly Problem[]);
    }
  },
  examples: [
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        - export const getForecastTool = tool({
        + export const getForecastTool = tool(({
        …
            run: getForecast,
          })‹;›
      `,
      finds: ['Syntax error: Unexpected token, expected ",".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        + ‹ ›  auth: api-key
      `,
      finds: ['Syntax error: All mapping items must start at the same column.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              base_url: https://api.weather.dev/v1
        +     ‹name›: Weather
      `,
      finds: ['Syntax error: The key "name" appears twice.'],
    },
    {
      bad: project`
        // package.json, changed
        -   "private": true,
        +   "private": true
            ‹"›type": "module",
      `,
      finds: ['Syntax error: Unexpected token, expected ",".'],
    },
  ],
});
