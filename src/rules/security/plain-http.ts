import type { Place } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { plainHost, plainUses } from './network/plain.js';
import { textEntriesBelow } from '../configuration/documents/texts.js';

export default defineRule({
  severity: 'error',
  summary: 'Plain HTTP is used for loopback addresses only.',
  why: 'Others in the network can read and change requests and responses, including credentials.',
  source: {
    text: 'MCP specification, Authorization: all endpoints must be served over HTTPS; redirect URIs are loopback or HTTPS.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#communication-security',
  },
  securitySeverity: 7.4,
  on: 'project',
  check(project, report) {
    const { files, documents } = project;
    for (const file of files.values()) {
      if (file.test) continue;
      for (const { value, host } of plainUses(file, project)) {
        if (host !== undefined) report({ at: file.at(value), ...words(host) });
        else
          report.unseen({
            at: file.at(value),
            message: 'Cannot determine whether this plain HTTP address is a loopback address.',
            hint: 'Use https, or write the loopback address in the request.',
          });
      }
    }
    const { config, state, serverJson, envExample, clients } = documents;
    const data = [
      config,
      state,
      serverJson,
      envExample,
      ...clients.map(({ document }) => document),
    ];
    for (const document of data) {
      if (!document?.text.includes('http://')) continue;
      for (const { value, text, key } of textEntriesBelow(document.root)) {
        // A callback has a rule of its own.
        const host = key === 'callback_url' ? undefined : plainHost(text);
        if (host === undefined) continue;
        const at = document.at(value);
        const fix = document === config && key === 'base_url' ? withHttps(at) : undefined;
        report({ at, ...words(host), ...(fix && { fix: [fix] }) });
      }
    }
  },
});

/** A host on the internet without a port: https has another one, and in a private network there may be no https. */
const PUBLIC =
  /^["']?http(?=:\/\/(?:[\w-]+\.)+(?!(?:local|internal|lan|home|test|localhost|svc|corp|intranet|private|staging|onion|arpa)\b)[a-z][\w-]*\.?(?:[/?#"']|$))/i;

function withHttps({ file, start, end }: Place): Change | undefined {
  const [scheme] = PUBLIC.exec(file.text.slice(start, end)) ?? [];
  if (scheme === undefined) return undefined;
  const position = start + scheme.length;
  return { at: file.at({ start: position, end: position }), text: 's' };
}

const words = (host: string) => ({
  message: `"${host}" is requested over plain HTTP.`,
  hint: 'Use https. Plain HTTP is for loopback addresses.',
});
