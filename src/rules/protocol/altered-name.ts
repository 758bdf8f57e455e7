import { ALLOWED, broken, complaintOf, CUT, REFUSED, UNCHANGED } from '../../model/limits.js';
import { snakeCase } from '../../model/names.js';
import { defineRule } from '../define.js';
import { casesOf, testsIn } from '../contract/parts/test-cases.js';
import { isLiteral } from '../literal.js';

export default defineRule({
  severity: 'warning',
  summary: 'Tool names are in snake_case and within the length limits of clients.',
  why: 'Some clients shorten long names or replace characters. Prompts and permissions that name the tool then work in one client only.',
  source: {
    text: 'Limits of VS Code, Codex and Claude Code, MCP, "Tool names"',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  on: 'provider',
  check({ name: provider, tools, project }, report) {
    const cases = testsIn(project.files)
      .filter((each) => each.provider === provider)
      .flatMap(({ call }) => casesOf(call, project.code));
    const names = tools.map(({ name }) => (name.is === 'known' ? name.value : ''));
    /** The tests still have that name, and no other tool can be meant. */
    const wasNamed = (shown: string) =>
      UNCHANGED.test(shown) &&
      !names.includes(shown) &&
      names.filter((each) => snakeCase(each) === shown).length === 1 &&
      cases.some(({ key }) => key === shown);
    for (const { name } of tools) {
      // "protocol/refused-name" reports names that are refused.
      if (name.is !== 'known' || !ALLOWED.test(name.value)) continue;
      const { at, value } = name;
      if (broken(REFUSED, provider, value)) continue;
      const limit = broken(CUT, provider, value);
      if (limit) {
        report({
          at,
          message: `The tool name "${value}" ${complaintOf(limit)}.`,
          hint: 'Choose a shorter name without the name of the provider.',
        });
      } else if (!UNCHANGED.test(value)) {
        const shown = snakeCase(value);
        report({
          at,
          message: `The tool name "${value}" is not in snake_case, so some clients change it.`,
          hint: UNCHANGED.test(shown)
            ? `Rename the tool to "${shown}".`
            : 'Use lower-case letters, digits and "_", beginning with a letter.',
          ...(isLiteral(at) && wasNamed(shown) && { fix: [{ at, text: `'${shown}'` }] }),
        });
      }
    }
  },
});
