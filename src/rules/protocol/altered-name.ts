import { ALLOWED, broken, complaintOf, CUT, REFUSED, UNCHANGED } from '../../model/limits.js';
import { snakeCase } from '../../model/names.js';
import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const named = (name: string) => ({ [TOOL]: { replace: "'get_forecast'", with: `'${name}'` } });

export default defineRule({
  severity: 'warning',
  summary: 'Tools have the same name in every client.',
  why: 'Some clients cut long names or replace characters in them, so that prompts and permissions that name the tool fit one client only.',
  source: {
    text: 'Limits of VS Code, Codex and Claude Code, in the order of strictness; MCP, "Tool names"',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  on: 'provider',
  check({ name: provider, tools }, report) {
    for (const { name } of tools) {
      // What is refused altogether is another rule's.
      if (name.is !== 'known' || !ALLOWED.test(name.value)) continue;
      const { at, value } = name;
      if (broken(REFUSED, provider, value)) continue;
      const limit = broken(CUT, provider, value);
      if (limit) {
        report({
          at,
          message: `The tool’s name "${value}" ${complaintOf(limit)}.`,
          hint: 'Choose a shorter name; what belongs to the provider need not be in it.',
        });
      } else if (!UNCHANGED.test(value)) {
        const shown = snakeCase(value);
        report({
          at,
          message: `The tool’s name "${value}" is not in snake_case, so some clients change it.`,
          hint: UNCHANGED.test(shown)
            ? `Call it "${shown}", which stays as it is everywhere.`
            : 'Begin it with a small letter and use small letters, digits and "_".',
        });
      }
    }
  },
  examples: [
    { ok: named('x'.repeat(43)) },
    { bad: named('x'.repeat(44)), finds: [`${TOOL}:6:9`] },
    { bad: named('get-forecast'), finds: [`${TOOL}:6:9`] },
    { bad: named('getForecast'), finds: [`${TOOL}:6:9`] },
    { bad: named('2_day_forecast'), finds: [`${TOOL}:6:9`] },
  ],
});
