import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { parseJson } from '../../model/json.js';
import { escapeJson } from '../../model/json-text.js';
import type { Headers } from '../common-headers.js';
import { nonBlankText, type RawObject } from '../model.js';
import type { Connection } from './connection.js';

/** An operation that is a tool, as it was imported last. */
export interface LockedTool {
  /** Value of `operationId`. */
  id?: string;
  /** The tool in the form of a spec. */
  tool: RawObject;
  /** The reason why calls of the tool fail: the document no longer has the operation. */
  unavailable?: string;
}

/** The state that an import has accepted, which is the base of the next import. */
export interface DocumentLock {
  /** SHA-256 of the text of the document and of the files that it refers to. */
  sha256: string;
  /** Tools by method and path. */
  tools: Record<string, LockedTool>;
  /** Method and path of all other operations. */
  others: string[];
  /** Headers that the API client sends with every request, so the tools do not have them. */
  headers?: Headers;
  /** Base URL and sign-in as the document states them. */
  api?: Connection;
}

/** Returns the text of a lock, with one operation per line, so that a review shows which ones have changed. */
export function documentLockText({ sha256, tools, others, headers, api }: DocumentLock): string {
  const lines = Object.entries(tools).map(
    ([key, tool]) => `    ${escapeJson(key)}: ${escapeJson(tool)}`,
  );
  const names = others.toSorted().map((key) => `    ${escapeJson(key)}`);
  return [
    '{',
    `  "sha256": ${escapeJson(sha256)},`,
    ...(api ? [`  "api": ${escapeJson(api)},`] : []),
    ...(headers ? [`  "headers": ${escapeJson(headers)},`] : []),
    `  "tools": ${block('{', lines, '}')},`,
    `  "others": ${block('[', names, ']')}`,
    '}',
    '',
  ].join('\n');
}

const block = (open: string, lines: readonly string[], close: string) =>
  lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n  ${close}`;

/** Returns the lock in a text; undefined if `documentLockText` cannot have written it. */
export function readDocumentLock(source: string): DocumentLock | undefined {
  const { sha256, tools, others, headers, api } = objectOrEmpty(parseJson(source));
  if (typeof sha256 !== 'string' || !isObject(tools) || !Array.isArray(others)) return undefined;
  const read = Object.entries(tools).map(([key, lockedTool]): [string, LockedTool] => {
    const { id, tool, unavailable } = objectOrEmpty(lockedTool);
    return [
      key,
      {
        ...(nonBlankText(id) !== undefined && { id: String(id) }),
        tool: objectOrEmpty(tool),
        ...(nonBlankText(unavailable) !== undefined && { unavailable: String(unavailable) }),
      },
    ];
  });
  if (read.some(([, { tool }]) => typeof tool.name !== 'string')) return undefined;
  return {
    sha256,
    tools: Object.fromEntries(read),
    others: others.map(String),
    ...(isObject(headers) && { headers: headers as Headers }),
    ...(isObject(api) && { api }),
  };
}
