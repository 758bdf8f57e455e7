import { httpMethods } from '../../model/http.js';
import type { RequestSpec } from './spec.js';
import { didYouMean } from '../../model/nearest.js';
import { oneOf, quote, sentence } from '../../spec/sentence.js';
import { ownBaseUrlRule, pathFault } from './rules.js';
import type { Scanner } from '../../model/scanner.js';

/**
 * `POST /rooms/{room_id}/messages?notify`: `notify` travels in the query although the method has a body;
 * `?notify={notify}` is the same. A whole URL states a base URL of its own, without a path.
 */
export function readRequest(scanner: Scanner): RequestSpec {
  const word = scanner.take(/[^\s/]+/y) ?? '';
  const method = httpMethods.find((name) => name === word);
  if (method === undefined) {
    const near = didYouMean(word, httpMethods);
    scanner.fail(
      word && near ? `${quote(word)} is not a method${near}` : `Expected ${oneOf(httpMethods)}.`,
      0,
    );
  }
  scanner.expect(/ /y, 'Expected a space and the path.');
  const at = scanner.at;
  const baseUrl = scanner.take(/[a-z][a-z0-9+.-]*:\/\/[^/?]*/iy);
  const wrong = baseUrl === undefined ? undefined : ownBaseUrlRule(baseUrl);
  if (wrong !== undefined) scanner.fail(`The base URL ${wrong}.`, at);
  const start = scanner.at;
  const path = scanner.take(/[^?]*/y) ?? '';
  const fault = pathFault(path);
  if (fault) scanner.fail(sentence('The path', fault.says), start + fault.at);
  const request = { method, ...(baseUrl !== undefined && { baseUrl }), path };
  if (scanner.isDone()) return request;
  const query: string[] = [];
  while (scanner.take(query.length === 0 ? /\?/y : /&/y) !== undefined) {
    const at = scanner.at;
    const name = scanner.expect(/[A-Za-z0-9_.-]+/y, 'Expected the name of a query argument.');
    if (query.includes(name)) scanner.fail(`${quote(name)} appears twice.`, at);
    query.push(name);
    const afterName = scanner.at;
    const value = scanner.take(/=[^&]*/y);
    if (value !== undefined && value !== `={${name}}`)
      scanner.fail(
        `Write the argument only: ${quote(`?${name}`)}. Another name in the query, or a fixed value, needs a spec.`,
        afterName,
      );
  }
  if (!scanner.isDone()) scanner.fail('Expected "&" and the name of another query argument.');
  return { ...request, query };
}

/** The inverse of `readRequest`, as far as it can be said. */
export const writeRequest = ({ method, baseUrl = '', path, query = [] }: RequestSpec) =>
  `${method} ${baseUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
