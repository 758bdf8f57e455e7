import type { Property, ToolDefinition } from '../../model/code.js';
import type { Change } from '../../model/rule.js';
import { words } from '../../model/secret-names.js';
import { defineRule } from '../define.js';
import { changeOf } from './requests/writing.js';

/** APIs often search with POST; these methods always change something (RFC 9110, section 9.2.1). */
const WRITES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

const ANY = new Set([...WRITES, 'POST']);
/** Beginnings of names that promise a change, and words that take it back. */
const CHANGES =
  /^(create|add|insert|update|edit|set|delete|remove|clear|cancel|refund|send|publish|pay|reply|invite|assign|close|reopen|move|rename|approve|reject|merge|submit|enable|disable|revoke|reset)_/;
const READS =
  /_(search|find|list|get|status|preview|query|quote|estimate|price|check|draft|dry_run|simulat\w+|validat\w+)(_|$)/;

const isNamedChange = ({ name }: ToolDefinition): boolean =>
  name.is === 'known' && CHANGES.test(words(name.value)) && !READS.test(words(name.value));

export default defineRule({
  severity: 'error',
  summary:
    'A tool with "readOnlyHint" sends no PUT, PATCH or DELETE request and no mutation, and changes no rows.',
  why: 'Clients call such a tool without confirmation, so data is changed or deleted without consent.',
  limits:
    'POST requests are reported only of tools whose name is that of a change, such as "refund_payment", because many APIs search with POST.',
  source: {
    text: 'MCP, "ToolAnnotations": with "readOnlyHint" the tool does not modify its environment',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations',
  },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const signIn = provider.file('api/auth');
    for (const tool of provider.tools) {
      const written = tool.property('annotations');
      if (!written || tool.annotations?.readOnlyHint !== true) continue;
      const methods = isNamedChange(tool) ? ANY : WRITES;
      const change = changeOf(tool, code, signIn, methods);
      if (change === undefined) continue;
      report({
        at: written.at,
        message: `The tool ${change}, but "readOnlyHint" is true.`,
        hint: 'Set "readOnlyHint" to false, and set "destructiveHint".',
        ...changing(code.object(written)?.properties),
      });
    }
  },
});

/** With what clients assume of a tool that is not only reading and does not say more. */
function changing(stated: readonly Property[] = []): { fix?: readonly Change[] } {
  const wrong = stated.find(({ key }) => key === 'readOnlyHint');
  if (wrong?.value.is !== 'literal' || wrong.at.file !== wrong.file) return {};
  const { file, at, value } = wrong;
  const isStated = stated.some(({ key }) => key === 'destructiveHint');
  const text = isStated ? 'readOnlyHint: false' : 'destructiveHint: true';
  return { fix: [{ at: file.at({ start: at.start, end: value.end }), text }] };
}
