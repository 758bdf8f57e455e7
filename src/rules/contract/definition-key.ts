import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { meantCaseKeys, type MeantKey, meantKeys } from './parts/meant-key.js';

export default defineRule({
  severity: 'error',
  summary:
    'Definitions of tools, and their cases in tests, have the keys of this runtime, not those of another library.',
  why: 'The runtime ignores other keys, so the tool has no arguments, no result schema or no function.',
  limits: 'Other unknown keys are left to the compiler.',
  source: {
    text: 'The contract of a provider, in the README; other keys are those of the MCP SDK, "registerTool".',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk/blob/main/docs/server.md',
  },
  on: 'provider',
  check(provider, report) {
    const all = [
      ...provider.tools.map((tool) => ['A tool', meantKeys(tool)] as const),
      ...meantCaseKeys(provider).map((found) => ['A test case', found] as const),
    ];
    for (const [owner, found] of all) {
      for (const each of found) {
        const rivals = found.filter(({ meant }) => meant === each.meant);
        report({
          at: each.written.at,
          message: `${owner} has no key "${each.written.key}".`,
          hint: `Write "${each.meant}".`,
          ...(rivals.length === 1 && { fix: [renamed(each)] }),
        });
      }
    }
  },
});

/** `{ execute }` names its value, too. */
function renamed({ written: { at, key, value }, meant }: MeantKey): Change {
  const isShort = value.is === 'name' && value.start === at.start;
  return { at, text: isShort ? `${meant}: ${key}` : meant };
}
