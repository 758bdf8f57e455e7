import { call, type Code, entry, jsonCode, object } from '../../source/print/code.js';
import { optionsOf } from './scope.js';
import type { RequestSpec, ResponseSpec } from './spec.js';

const ACCEPT = { json: undefined, text: 'text/plain', binary: '*/*' } as const;

/** The header `Accept`, where it is not the usual one. */
export const acceptOf = ({ as = 'json', contentType }: ResponseSpec): string | undefined =>
  contentType ?? ACCEPT[as];

/**
 * What a tool returns of a response, and the functions of `mcp-provider/api` for it.
 * @param list the variable with the items of all pages
 */
export function resultExpr(
  { graphql, response = {}, resultKey }: RequestSpec,
  list?: string,
): { result: Code; imports: string[] } {
  const { as, include, exclude, headers } = response;
  const names = headers && jsonCode(headers);
  if (as === 'binary' || (as === 'text' && names && resultKey === undefined))
    return {
      result: call('content', ['response', ...(names ? [names] : [])]),
      imports: ['content'],
    };
  const isData = graphql !== undefined && list === undefined; // `collect` reads the data of pages
  const body = isData ? call('graphqlData', ['response']) : (list ?? 'response.body');
  const selection = { ...(include && { include }), ...(exclude && { exclude }) };
  const isSelected = Object.keys(selection).length > 0;
  const selected = isSelected ? call('select', [body, ...optionsOf(selection)]) : body;
  const result = resultKey === undefined ? selected : object([entry(resultKey, selected)]);
  return {
    result: names ? call('withHeaders', [result, 'response', names]) : result,
    imports: [
      ...(isData ? ['graphqlData'] : []),
      ...(isSelected ? ['select'] : []),
      ...(names ? ['withHeaders'] : []),
    ],
  };
}
