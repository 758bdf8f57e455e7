import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { type MeantKey, meantKeys } from './parts/meant-key.js';

export default defineRule({
  severity: 'error',
  summary: 'Definitions of tools have the keys of this runtime, not those of another library.',
  why: 'The runtime ignores other keys, so the tool has no arguments, no result schema or no function.',
  limits: 'Other unknown keys are left to the compiler.',
  source: {
    text: 'The contract of a provider, in the README; other keys are those of the MCP SDK, "registerTool".',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk/blob/main/docs/server.md',
  },
  on: 'provider',
  check({ tools }, report) {
    for (const tool of tools) {
      const found = meantKeys(tool);
      for (const each of found) {
        const rivals = found.filter(({ meant }) => meant === each.meant);
        report({
          at: each.written.at,
          message: `A tool has no key "${each.written.key}".`,
          hint: `Write "${each.meant}".`,
          ...(rivals.length === 1 && { fix: [renamed(each)] }),
        });
      }
    }
  },
  examples: [
    ok`
      // src/tool.ts
      export const tool = (definition: object) => definition;

      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from '../../../tool.js';
      …
      -   input,
      +   inputSchema: input,
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   input,
      -   output,
      +   ‹inputSchema›: input,
      +   ‹outputSchema›: output,
      …
      -   run: getForecast,
      +   ‹handler›: getForecast,
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   inputSchema: input,
      -   outputSchema: output,
      +   input: input,
      +   output: output,
      …
      -   handler: getForecast,
      +   run: getForecast,
    `.finds(
      'A tool has no key "inputSchema".',
      'A tool has no key "outputSchema".',
      'A tool has no key "handler".',
    ),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + const execute = getForecast;
        export const getForecastTool = tool({
      …
      -   run: getForecast,
      +   ‹execute›,
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   execute,
      +   run: execute,
    `.finds('A tool has no key "execute".'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   run: getForecast,
      +   ‹execute›: getForecast,
      +   ‹handler›: getForecast,
    `.finds('A tool has no key "execute".', 'A tool has no key "handler".'),
  ],
});

/** `{ execute }` names its value, too. */
function renamed({ written: { at, key, value }, meant }: MeantKey): Change {
  const isShort = value.is === 'name' && value.start === at.start;
  return { at, text: isShort ? `${meant}: ${key}` : meant };
}
