import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { decodeText, JSON_TYPE } from '../../runtime/src/api/decode-text.js';
import { isBelow } from '../../runtime/src/api/request.js';
import { RESPONSE_HEADERS } from '../../runtime/src/api/with-headers.js';
import { isJsonType } from '../../runtime/src/fetch/json-type.js';
import type { ExchangeRecording } from '../../runtime/src/project/diagnostics.js';
import { isOwnHeader } from '../../runtime/src/testing/fakes/own-header.js';
import { sentBody } from '../../runtime/src/testing/fakes/sent-body.js';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { type Code, jsonCode, objectOnLines, pair } from '../codegen/print/code.js';
import { printCode } from '../codegen/print/layout.js';
import { str } from '../codegen/print/text-literal.js';
import { notRecordable, rawRequired, secretLeft } from '../model/errors/record.js';
import { exactJsonText, hasExactDigits, parseExactly } from './exact-numbers.js';
import { scrub } from './scrub.js';

/** The title of recorded rows, by which they are recognized. */
export const RECORDED_TITLE = 'recorded';

type Members = Readonly<Record<string, unknown>>;

interface RecordedCall {
  tool: string;
  arguments: Members;
  result: CallToolResult;
  exchanges: readonly ExchangeRecording[];
}

/** The members of a test case about one exchange: `request` and those beside it. */
interface RowExchange {
  request: Members;
  response: Members;
}

export interface RecordedRow {
  /** Source of the row in the form of `ToolCase` of `mcp-provider/testing`. */
  source: string;
  /** Source of its arguments. */
  arguments: string;
  /** Places from which secrets were removed. */
  places: readonly string[];
}

/**
 * Returns the row of a test that replays a call, without secrets.
 * @param allowsRaw whether bodies may be neither JSON nor a form
 * @throws CliError `record/…` for what a row cannot repeat exactly
 */
export async function recordedRow(
  { tool, arguments: args, result, exchanges }: RecordedCall,
  allowsRaw: boolean,
): Promise<RecordedRow> {
  const final = withoutRepeated(exchanges);
  if (final.length === 0) throw notRecordable(tool, 'sent no request to an API or an MCP server');
  const rows: RowExchange[] = [];
  for (const [index, exchange] of final.entries()) {
    requireReplayable(tool, exchange, final.slice(index + 1));
    rows.push(await rowExchange(tool, exchange, result, allowsRaw));
  }
  const secrets = [...new Set(exchanges.flatMap((exchange) => exchange.secrets))];
  const content = comparableContent(result);
  const { row, places, hasSecret } = scrub(
    { arguments: args, exchanges: rows, result: content },
    secrets,
  );
  const source = printCode(rowCode(row));
  if (hasSecret(source)) throw secretLeft(tool);
  return { source, arguments: printCode(jsonCode(row.arguments)), places };
}

/** Returns the exchanges without those that failed and were repeated. */
export const withoutRepeated = (exchanges: readonly ExchangeRecording[]): ExchangeRecording[] =>
  exchanges.filter((exchange, index) => !isRepeated(exchange, exchanges.slice(index + 1)));

/** Returns whether a request failed and was sent again, such as after a status of 429 or with a new token. */
const isRepeated = (
  { method, url, body, response }: ExchangeRecording,
  later: readonly ExchangeRecording[],
): boolean =>
  (response === undefined || response.status >= 400) &&
  later.some((other) => other.method === method && other.url === url && other.body === body);

/** @throws CliError `record/not-recordable` */
function requireReplayable(
  tool: string,
  { url, base, response }: ExchangeRecording,
  later: readonly ExchangeRecording[],
): void {
  if (!response) throw notRecordable(tool, 'got no response');
  if (!isBelow(new URL(url), base))
    throw notRecordable(tool, `sent a request to another address than "${new URL(base).origin}"`);
  const { status, body } = response;
  if (status >= 300 && status < 400 && status !== 304)
    throw notRecordable(tool, `was redirected (status ${status})`);
  const text = Buffer.from(body, 'base64').toString().replaceAll('\\/', '/');
  if (later.some((next) => text.includes(next.url)))
    throw notRecordable(
      tool,
      'followed the whole address of a page, which the API of a test does not have',
    );
}

async function rowExchange(
  tool: string,
  exchange: ExchangeRecording,
  result: CallToolResult,
  allowsRaw: boolean,
): Promise<RowExchange> {
  const { method, url, base, baseUrl, signIn, idempotencyKey, headers, response } = exchange;
  const { pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const [value = '', ...others] = searchParams.getAll(name);
      return [name, others.length > 0 ? [value, ...others] : value];
    }),
  );
  const ownHeaders = Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => isOwnHeader(name) && name !== idempotencyKey?.toLowerCase(),
    ),
  );
  const body = await requestBody(tool, exchange, allowsRaw);
  return {
    request: {
      method,
      ...(baseUrl !== undefined && { baseUrl }),
      path: pathBelow(base, pathname),
      ...(signIn && { signIn }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(Object.keys(query).length > 0 && { query }),
      ...(Object.keys(ownHeaders).length > 0 && { headers: ownHeaders }),
      ...(body !== undefined && { body }),
    },
    response: response ? rowResponse(base, response, result, allowsRaw) : {},
  };
}

/** Returns a path as tests state it: below the base URL. */
export const pathBelow = (base: string, pathname: string): string =>
  pathname.slice(new URL(base).pathname.replace(/\/$/, '').length);

async function requestBody(
  tool: string,
  { headers, body: base64 }: ExchangeRecording,
  allowsRaw: boolean,
): Promise<unknown> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const type = headers['content-type'] ?? '';
  const json = JSON_TYPE.test(type) ? parseExactly(Buffer.from(bytes).toString()) : undefined;
  if (hasExactDigits(json))
    throw notRecordable(tool, 'sent a number with more digits than JavaScript reads');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  if (bytes.length > 0 && json === undefined && !isForm && !allowsRaw)
    throw rawRequired('request', type);
  return json ?? sentBody(bytes, type);
}

/** Headers that say where a list goes on, and how a body is called. */
const RESPONSE_HEADER =
  /^(?:link|content-disposition|x-(?:.*-)?(?:next|prev|page|pages|total|count|cursor|continuation|more)(?:-.*)?)$/;

function rowResponse(
  base: string,
  { status, headers, body }: NonNullable<ExchangeRecording['response']>,
  { structuredContent }: CallToolResult,
  allowsRaw: boolean,
): Members {
  const type = headers['content-type'] ?? '';
  const resultHeaders = (structuredContent as Members | undefined)?.[RESPONSE_HEADERS];
  const isInResult = (name: string) =>
    isObject(resultHeaders) && Object.hasOwn(resultHeaders, name);
  const rowHeaders = Object.entries(headers).filter(
    ([name]) => RESPONSE_HEADER.test(name) || isInResult(name),
  );
  // The API of a test has another address.
  const relative = (value: string) => value.replaceAll(`<${base.replace(/\/$/, '')}/`, '</');
  const responseHeaders = {
    ...(body !== '' &&
      !isJsonType(type) && { 'content-type': type.replace(/;\s*charset=.*$/i, '') }),
    ...Object.fromEntries(rowHeaders.map(([name, value]) => [name, relative(value)])),
  };
  const response = responseBody(Buffer.from(body, 'base64'), type, allowsRaw);
  return {
    ...(status !== 200 && { status }),
    ...(Object.keys(responseHeaders).length > 0 && { responseHeaders }),
    ...(response !== undefined && { response }),
  };
}

/** @throws CliError `record/raw` for a body that is not JSON, unless that is allowed */
export function responseBody(bytes: Buffer, type: string, allowsRaw: boolean): unknown {
  if (bytes.length === 0) return undefined;
  const text = decodeText(new Uint8Array(bytes), type);
  const isWhole = text !== undefined && bytes.equals(Buffer.from(text));
  const value =
    isWhole && (JSON_TYPE.test(type) || /^\s*[{[]/.test(text)) ? parseExactly(text) : undefined;
  if (value !== undefined) return typeof value === 'string' ? text : value;
  if (!allowsRaw) throw rawRequired('response', type);
  return text ?? new Uint8Array(bytes);
}

/** Returns the content as the tests compare it: the structured result, the only text, or all content. */
export const comparableContent = ({ structuredContent, content }: CallToolResult): unknown =>
  structuredContent ??
  (content.length === 1 && content[0]?.type === 'text' ? content[0].text : content);

function rowCode({
  arguments: args,
  exchanges,
  result,
}: {
  arguments: Members;
  exchanges: readonly RowExchange[];
  result: unknown;
}): Code {
  const [first, another] = exchanges;
  const isSame = !another && isDeepStrictEqual(first?.response.response, result);
  const requests = exchanges.map(({ request, response }) =>
    objectOnLines([...valueEntries(request), ...responseEntries(response)]),
  );
  return objectOnLines([
    ...valueEntries({ title: RECORDED_TITLE, arguments: args }),
    ...(another
      ? [
          pair('requests', {
            open: '[',
            items: requests,
            close: ']',
            separator: ',',
            expanded: true,
          }),
        ]
      : [...valueEntries({ request: first?.request }), ...responseEntries(first?.response)]),
    ...(isSame ? [] : valueEntries({ result })),
  ]);
}

/** Returns the members of an object with their values. */
export const valueEntries = (members: object): Code[] =>
  Object.entries(members).map(([name, value]: [string, unknown]) => pair(name, jsonCode(value)));

function responseEntries({ response, ...members }: Members = {}): Code[] {
  if (response === undefined) return valueEntries(members);
  // Tests send a text as it is, and anything else as JSON.
  const code =
    response instanceof Uint8Array
      ? `Buffer.from(${str(Buffer.from(response).toString('base64'))}, 'base64')`
      : jsonCode(hasExactDigits(response) ? exactJsonText(response) : response);
  return [...valueEntries(members), pair('response', code)];
}
