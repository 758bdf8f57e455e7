import type { Code, Located } from '../../model/code.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const UNFINISHED = /\b(not|un)[ -]?(yet )?implemented\b/i;

export default defineRule({
  severity: 'warning',
  summary: 'Every function of a provider does what it is there for.',
  why: 'A tool that only says that it is not implemented is offered to every model, and each call of it is in vain.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check({ project: { code }, files }, report) {
    for (const file of files) {
      if (file.test || !UNFINISHED.test(file.text)) continue;
      for (const { name, thrown } of file.facts.functions) {
        for (const value of thrown) {
          if (!saysUnfinished({ file, value }, code)) continue;
          report({
            at: file.at(value),
            message: `${name === '' ? 'This function' : `"${name}"`} is not implemented yet.`,
            hint: 'Call the API here, or remove the tool until it can be called.',
          });
        }
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from '../../../core/define.js';

        export async function getForecast(_place: string, _context: unknown) {
          throw new ToolError('Sign in first.');
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from '../../../core/define.js';

        export async function getForecast(_place: string, _context: unknown) {
          throw ‹new ToolError('get_forecast is not implemented yet')›;
        }
      `,
      finds: ['"getForecast" is not implemented yet.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from '../../../core/define.js';

        export async function getForecast(_place: string, _context: unknown) {
          throw ‹new Error('Unimplemented')›;
        }
      `,
      finds: ['"getForecast" is not implemented yet.'],
    },
  ],
});

function saysUnfinished({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'call') return false;
  return value.arguments.some((given) => UNFINISHED.test(textOf({ file, value: given }, code)));
}

const textOf = (of: Located, code: Code) =>
  of.value.is === 'template' ? of.value.chunks.join('') : String(code.constant(of) ?? '');
