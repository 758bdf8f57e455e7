import { didYouMean } from '../../model/nearest.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { oneOf, quote } from '../../spec/sentence.js';
import { bindingOf } from './binding.js';
import { pageParameters } from './check-pagination.js';
import type { ApiTool, RequestSpec } from './spec.js';

/** Strings and comments. */
const IGNORED = /"""[^]*?"""|"(?:\\.|[^"\\])*"|#.*/g;

/** Names of the variables that a document defines (GraphQL, section 2.10). */
export const variablesIn = (document: string): string[] =>
  Array.from(document.replace(IGNORED, '').matchAll(/\$(\w+)\s*:/g), ([, name = '']) => name);

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
    report.error([...at, 'body'], 'is not allowed beside "graphql"', 'key');
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
