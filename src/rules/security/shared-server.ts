import type { Code } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import { type KeptServer, keptServers, SERVER } from './state/servers.js';
import { defineRule } from '../define.js';
import { externalName } from '../../flow/values/external-name.js';
import { rootOf } from '../../flow/values/children.js';

export default defineRule({
  severity: 'error',
  summary: 'Each principal has its own MCP server and transport.',
  why: 'A shared server or transport sends the results of one caller to another.',
  source: {
    text: 'CVE-2026-25536 (GHSA-345p-7cg4-v4c7).',
    url: 'https://github.com/advisories/GHSA-345p-7cg4-v4c7',
  },
  securitySeverity: 7.1,
  on: 'file',
  check(file, report, project) {
    if (file.test) return;
    const { code } = project;
    const isInstance = /\/mcp-instance\.[cm]?[jt]s$/.test(file.logicalPath);
    const returned = isInstance ? returnedServers(file, code) : [];
    const found = returned.length > 0 ? returned : keptServers(file, project);
    for (const { at, target } of found) {
      report({
        at,
        message: `All callers share the server "${code.path(target)}".`,
        hint: 'Create a server for each principal, or store it in a `Map` with the user id as key.',
      });
    }
    if (!/@modelcontextprotocol\/|mcp-provider\/sdk/.test(file.text)) return;
    for (const call of file.facts.calls) {
      if (!call.construct || call.within !== -1) continue;
      if (!SERVER.test(externalName(code, { file, value: call.callee }) ?? '')) continue;
      report({
        at: file.at(call),
        message: `All callers share this "${code.path(call.callee)}", which is created when the module is loaded.`,
        hint: 'Create it in a function that runs for each principal, such as `createServer`.',
      });
    }
  },
});

/** `createServer` gives back what belongs to the module. */
function returnedServers(file: SourceFile, code: Code): KeptServer[] {
  const exported = code.exports(file).get('createServer');
  const made = exported && code.functions(exported.origin).findLast((each) => each.function.body);
  return (made?.function.returned ?? []).flatMap((value) => {
    const kept = value.is === 'compound' ? value.parts[0] : value;
    const name = kept && rootOf(kept);
    if (!made || name?.is !== 'name') return [];
    const { start = 0, kind, init } = made.file.facts.declarations[name.declaration] ?? {};
    const isOwn = made.function.start <= start && start < made.function.end;
    const isSeen = init?.is === 'call' && init.construct;
    if (isOwn || isSeen || !/^(const|let|var)$/.test(kind ?? '')) return [];
    return [{ at: made.file.at(value), target: kept ?? name }];
  });
}
