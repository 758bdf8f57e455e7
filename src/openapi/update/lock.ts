import { parsedJson } from '../../model/json.js';
import { json } from '../../model/json-text.js';
import type { Headers } from '../common-headers.js';
import { isObj, type Obj, obj, text } from '../model.js';
import type { Connection } from './connection.js';

/** An operation that is a tool, as it was imported last. */
export interface LockedTool {
  /** operationId */
  id?: string;
  /** In the form of a spec. */
  tool: Obj;
  /** Why its calls fail: the document no longer has the operation. */
  unavailable?: string;
}

/** What an import has accepted: the base of the next one. */
export interface Lock {
  /** SHA-256 of the text of the document, and of the files that it refers to. */
  sha256: string;
  /** By method and path. */
  tools: Record<string, LockedTool>;
  /** Method and path of all other operations. */
  others: string[];
  /** What the API client sends with every request: the tools do not have them. */
  headers?: Headers;
  /** Base URL and sign-in, as the document states them. */
  api?: Connection;
}

/** One operation a line, so that a review shows which have changed. */
export function lockText({ sha256, tools, others, headers, api }: Lock): string {
  const lines = Object.entries(tools).map(([key, tool]) => `    ${json(key)}: ${json(tool)}`);
  const names = others.toSorted().map((key) => `    ${json(key)}`);
  return [
    '{',
    `  "sha256": ${json(sha256)},`,
    ...(api ? [`  "api": ${json(api)},`] : []),
    ...(headers ? [`  "headers": ${json(headers)},`] : []),
    `  "tools": ${block('{', lines, '}')},`,
    `  "others": ${block('[', names, ']')}`,
    '}',
    '',
  ].join('\n');
}

const block = (open: string, lines: readonly string[], close: string) =>
  lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n  ${close}`;

/** The lock that a text contains; undefined for one that `lockText` cannot have written. */
export function lockOf(source: string): Lock | undefined {
  const { sha256, tools, others, headers, api } = obj(parsedJson(source));
  if (typeof sha256 !== 'string' || !isObj(tools) || !Array.isArray(others)) return undefined;
  const read = Object.entries(tools).map(([key, one]): [string, LockedTool] => {
    const { id, tool, unavailable } = obj(one);
    return [
      key,
      {
        ...(text(id) !== undefined && { id: String(id) }),
        tool: obj(tool),
        ...(text(unavailable) !== undefined && { unavailable: String(unavailable) }),
      },
    ];
  });
  if (read.some(([, { tool }]) => typeof tool.name !== 'string')) return undefined;
  return {
    sha256,
    tools: Object.fromEntries(read),
    others: others.map(String),
    ...(isObj(headers) && { headers: headers as Headers }),
    ...(isObj(api) && { api }),
  };
}
