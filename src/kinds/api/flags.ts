import { isDeepStrictEqual } from 'node:util';
import { noBody, noRequest } from '../../model/errors/spec.js';
import { httpMethods, methodsWithoutBody } from '../../model/http.js';
import type { ArgumentPlacement, BindingOption } from '../../model/kind.js';
import { contentForm } from '../../model/media-type.js';
import { ScanError, Scanner } from '../../model/scanner.js';
import { didYouMean } from '../../model/text/nearest.js';
import { alternatives, quote, sentence } from '../../spec/sentence.js';
import { bodyOption, headerOption, responseOption } from './options.js';
import {
  type ApiTool,
  bodyKinds,
  type BodySpec,
  type ParameterSpec,
  type RequestSpec,
  responseKinds,
  type ResponseSpec,
} from './spec.js';
import { ownBaseUrlRule, pathFault } from './url-rules.js';

/**
 * Parses a request such as `POST /rooms/{room_id}/messages?notify`: `notify` is in the query
 * although the method has a body; `?notify={notify}` is equivalent. A whole URL states a base URL
 * of its own, without a path.
 */
export function parseRequest(scanner: Scanner): RequestSpec {
  const methodText = scanner.take(/[^\s/]+/y) ?? '';
  const method = httpMethods.find((name) => name === methodText);
  if (method === undefined) {
    const suggestion = didYouMean(methodText, httpMethods);
    scanner.fail(
      methodText && suggestion
        ? `${quote(methodText)} is not a method${suggestion}`
        : `Expected ${alternatives(httpMethods)}.`,
      0,
    );
  }
  scanner.expect(/ /y, 'Expected a space and the path.');
  const at = scanner.at;
  const baseUrl = scanner.take(/[a-z][a-z0-9+.-]*:\/\/[^/?]*/iy);
  const baseUrlFault = baseUrl === undefined ? undefined : ownBaseUrlRule(baseUrl);
  if (baseUrlFault !== undefined) scanner.fail(`The base URL ${baseUrlFault}.`, at);
  const start = scanner.at;
  const path = scanner.take(/[^?]*/y) ?? '';
  const fault = pathFault(path);
  if (fault) scanner.fail(sentence('The path', fault.predicate), start + fault.at);
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
        `Write the argument only: ${quote(`?${name}`)}. Another name in the query needs a spec.`,
        afterName,
      );
  }
  if (!scanner.isDone()) scanner.fail('Expected "&" and the name of another query argument.');
  return { ...request, query };
}

/**
 * Returns the text that `readRequest` reads: method, URL and query. Other parts of a request have
 * options of their own.
 */
export const writeRequest = ({ method, baseUrl = '', path, query = [] }: RequestSpec) =>
  `${method} ${baseUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;

const LAST_ARGUMENT = /[A-Za-z0-9_.-]+$/y;

/**
 * Parses a body: `form`; `text:note`, with the argument that is the whole body;
 * `multipart:photo,cover`, with the arguments that are files.
 * @throws ScanError
 */
function readBody(scanner: Scanner): BodySpec {
  const kindText = scanner.take(/[a-z]+/y);
  const as = bodyKinds.find((kind) => kind === kindText);
  if (as === undefined) return scanner.fail(`Expected ${alternatives(bodyKinds)}.`, 0);
  if (as === 'text' || as === 'binary') {
    scanner.expect(
      /:/y,
      `Expected ":" and the argument with the ${as === 'text' ? 'text' : 'content'}.`,
    );
    return { as, argument: scanner.expect(LAST_ARGUMENT, 'Expected the name of an argument.') };
  }
  if (scanner.isDone()) return { as };
  if (as !== 'multipart') scanner.fail('Expected nothing more.');
  scanner.expect(/:/y, 'Expected ":" and the arguments with files, or the end.');
  const files = scanner.expect(
    /[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*$/y,
    'Expected names of arguments with "," between.',
  );
  const part = (argument: string) => [argument, { argument, file: true }] as const;
  return { as, properties: Object.fromEntries(files.split(',').map(part)) };
}

function writeBody({ body: bodySpec }: RequestSpec): string[] | undefined {
  const body = bodySpec && withoutConstants(bodySpec);
  if (!body || Object.keys(body).length === 0) return [];
  const { as = 'json', argument, properties = {} } = body;
  const names = argument ?? Object.keys(properties).join(',');
  return textIfReversible(names === '' ? as : `${as}:${names}`, readBody, body);
}

/** Removes the scalar constants, because `--param` states them. */
function withoutConstants({ properties, ...body }: BodySpec): BodySpec {
  const editable = Object.entries(properties ?? {}).filter(
    ([, { constant }]) => !isScalar(constant),
  );
  return { ...body, ...(editable.length > 0 && { properties: Object.fromEntries(editable) }) };
}

/**
 * Parses a response: `text`, `binary` or a media type, of which `image/png` is binary, `text/csv`
 * text and `application/hal+json` JSON.
 * @throws ScanError
 */
function readResponse(scanner: Scanner): ResponseSpec {
  const kindText = scanner.rest();
  const as = responseKinds.find((kind) => kind === kindText);
  if (as !== undefined) return { as };
  if (!kindText.includes('/'))
    scanner.fail(`Expected ${alternatives(responseKinds)}, or a media type.`, 0);
  return { as: contentForm(kindText), contentType: kindText };
}

const writeResponse = ({ response }: RequestSpec): string[] | undefined =>
  response
    ? textIfReversible(response.contentType ?? response.as ?? 'json', readResponse, response)
    : [];

/** Returns the text as a list of one, if reading it gives the same value. */
function textIfReversible(text: string, read: (scanner: Scanner) => object, value: object) {
  try {
    return isDeepStrictEqual(read(new Scanner(text)), value) ? [text] : undefined;
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

/** Parses a header such as `Acme-Version: 2`. @throws ScanError */
function readHeader(scanner: Scanner) {
  const name = scanner.expect(/[^:\s]+/y, 'Expected the name of a header.');
  scanner.expect(/: ?/y, 'Expected ":" and the value.');
  return { at: ['headers', name], value: scanner.rest() };
}

const writeHeaders = ({ headers = {} }: RequestSpec): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

const option = (
  optionWords: Omit<BindingOption<ApiTool>, 'read' | 'write'>,
  read: BindingOption<ApiTool>['read'],
  write: (request: RequestSpec) => string[] | undefined,
): BindingOption<ApiTool> => ({
  ...optionWords,
  read,
  write: ({ request }) => (request ? write(request) : []),
});

/** The options of a request other than `--request`. */
export const furtherOptions = [
  option(bodyOption, (scanner) => ({ at: ['body'], value: readBody(scanner) }), writeBody),
  option(
    responseOption,
    (scanner) => ({ at: ['response'], value: readResponse(scanner) }),
    writeResponse,
  ),
  option(headerOption, readHeader, writeHeaders),
];

/**
 * Returns a tool with arguments and constants in the places that `--param` states.
 * @throws CliError `spec/no-…`
 */
export function withPlaces(
  tool: Partial<ApiTool>,
  placements: readonly ArgumentPlacement[],
): Partial<ApiTool> {
  const [first] = placements;
  if (!first) return tool;
  if (!tool.request) throw noRequest(first.name);
  return { ...tool, request: placements.reduce(withPlace, tool.request) };
}

function withPlace(
  request: RequestSpec,
  { name, place: statedPlace, constant }: ArgumentPlacement,
): RequestSpec {
  const { method, query = [], parameters = [], headers = {}, body = {} } = request;
  const hasBody = !methodsWithoutBody.includes(method);
  const place = statedPlace ?? (hasBody ? 'body' : 'query');
  if (place === 'body') {
    if (!hasBody) throw noBody(name, method);
    if (constant === undefined) return request;
    return {
      ...request,
      body: { ...body, properties: { ...body.properties, [name]: { constant } } },
    };
  }
  if (constant === undefined) {
    if (place === 'header')
      return { ...request, parameters: [...parameters, { in: 'header', argument: name }] };
    return hasBody && !query.includes(name) ? { ...request, query: [...query, name] } : request;
  }
  return place === 'header'
    ? { ...request, headers: { ...headers, [name]: String(constant) } }
    : { ...request, parameters: [...parameters, { in: 'query', name, constant }] };
}

/** Returns the places that `--param` can state. Fixed headers have an option of their own. */
export function parameterPlaces({ request }: ApiTool): ArgumentPlacement[] {
  if (!request) return [];
  const { method, parameters = [], body } = request;
  const hasBody = !methodsWithoutBody.includes(method);
  const ofParameter = ({
    in: place,
    name,
    argument,
    constant,
  }: ParameterSpec): ArgumentPlacement[] => {
    if (place === 'header' && argument !== undefined) return [{ name: argument, place }];
    if (place !== 'query' || name === undefined || constant === undefined) return [];
    return [{ name, constant, ...(hasBody && { place }) }];
  };
  const constants = Object.entries(body?.properties ?? {}).flatMap(([name, { constant }]) =>
    isScalar(constant) ? [{ name, constant }] : [],
  );
  return [...parameters.flatMap(ofParameter), ...constants];
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
