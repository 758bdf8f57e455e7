import { parsedJson } from '../model/json.js';
import { isRecord } from '../model/json-schema/subschemas.js';

/** Issues in one message. */
const MOST = 3;

/** What an error says. The SDK of MCP lists what is wrong with a message of a server as JSON, which becomes text. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const start = text.search(/\[\s*\{/);
  const issues = start === -1 ? undefined : issuesText(text.slice(start));
  return issues === undefined ? text : text.slice(0, start) + issues;
}

function issuesText(json: string): string | undefined {
  const issues = parsedJson(json);
  if (!Array.isArray(issues)) return undefined;
  const lines = issues.filter(isRecord).map(({ path, message }) => {
    const place = Array.isArray(path) ? path.join('.') : '';
    return [place, String(message)].filter(Boolean).join(': ');
  });
  const more = lines.length > MOST ? ` and ${lines.length - MOST} more` : '';
  return lines.slice(0, MOST).join('; ') + more;
}
