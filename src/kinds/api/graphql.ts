import { didYouMean } from '../../model/nearest.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { oneOf, quote } from '../../spec/sentence.js';
import { bindingOf } from './binding.js';
import { pageParameters } from './check-pagination.js';
import type { ApiTool, RequestSpec } from './spec.js';

/** Strings and comments. */
const IGNORED = /"""[^]*?"""|"(?:\\.|[^"\\])*"|#.*/g;

/** The variables that a document defines, with their types such as `[ID!]!` (GraphQL, section 2.10). */
export const variablesOf = (document: string): { name: string; type: string }[] =>
  Array.from(
    document.replace(IGNORED, '').matchAll(/\$(\w+)\s*:\s*([\w[\]!]*)/g),
    ([, name = '', type = '']) => ({ name, type }),
  );

export const variablesIn = (document: string): string[] =>
  variablesOf(document).map(({ name }) => name);

/** What the only operation of a document is called, or reads: of `mutation { createUser }`, `createUser`. */
export function soleOperation(
  document: string,
): { type: string; name?: string; field: string } | undefined {
  const text = document.replace(IGNORED, '').replaceAll(/\bfragment\s+\w+\s+on\s+\w+/g, '');
  const [, type = 'query', name, field] =
    /^\s*(?:(query|mutation)\b\s*(\w+)?[^{]*)?\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(text) ?? [];
  const isSole = (text.match(/(?:^|\})\s*(?:query|mutation|subscription)\b/g) ?? []).length <= 1;
  return field === undefined || !isSole
    ? undefined
    : { type, ...(name !== undefined && { name }), field };
}

/** Its type and name, or the beginning of a document without them. */
export const operationOf = (document: string): string =>
  /\b(?:query|mutation|subscription)\b(?:[ \t]+\w+)?/.exec(document.replace(IGNORED, ''))?.[0] ??
  '{';

/** The document as it is sent: of several lines, each stands on its own in the source. */
export function documentOf(graphql: string): string {
  const text = graphql.trim();
  return text.includes('\n') ? `\n${text}\n` : text;
}

/** Whether the variables of a document are the arguments. */
export function checkGraphql(tool: ApiTool, request: RequestSpec, at: SpecPath, report: Report) {
  const { graphql, method, body, pagination } = request;
  if (graphql === undefined) return;
  if (method !== 'POST') report.error([...at, 'method'], 'must be POST for GraphQL');
  if (body) {
    report.error([...at, 'body'], 'is not allowed with "graphql"', 'key');
    return;
  }
  const known = new Set(variablesIn(graphql));
  const given = new Map<string, SpecPath>([
    ...bindingOf(tool)
      .slots.filter(({ place }) => place === 'body')
      .map(({ name }): [string, SpecPath] => [
        name,
        [...at.slice(0, -1), 'inputSchema', 'properties', name],
      ]),
    ...pageParameters(pagination).map(([key, name]): [string, SpecPath] => [
      name,
      [...at, 'pagination', key],
    ]),
  ]);
  for (const variable of known) {
    if (given.has(variable)) continue;
    const near = didYouMean(variable, [...given.keys()]);
    report.error(
      [...at, 'graphql'],
      `has the variable ${quote(variable)}, which is not an argument${near}`,
    );
  }
  for (const [name, here] of given) {
    if (known.has(name)) continue;
    const variables = known.size > 0 ? `; it has ${oneOf([...known].map(quote))}` : '';
    report.error(here, `is not a variable of the GraphQL document${variables}`, 'key');
  }
}
