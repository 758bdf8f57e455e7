import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../call/schema/json-schema.js';
import type { Session } from '../callers/clients.js';
import { answersTo, responses } from '../callers/session.js';
import type { ApiRequest } from '../fakes/api-server.js';
import { isOwnHeader } from '../fakes/own-header.js';
import type { SentFile } from '../fakes/sent-body.js';
import { firstCases, type TestedApi, type TestedTool } from '../tested-provider.js';

/** The facts of a request by place: `query.limit`, `json.lines.0.sku`, `body.title` of a form. */
type Facts = ReadonlyMap<string, unknown>;

interface SentRequest {
  facts: Facts;
  result: CallToolResult;
}

/** A text in a path: characters that must be encoded, capitals, and a blank at the start. */
const SEGMENT = ' A?b é';

interface ArgumentTest {
  row: TestedTool;
  /** Calls the tool; undefined if the tool itself refuses the call, such as when one argument needs another. */
  send(args: TestedTool['arguments']): Promise<SentRequest | undefined>;
  /** The request with all arguments of the case. */
  complete: SentRequest;
  /** What to change if a test fails. */
  advice: string;
}

interface Argument {
  name: string;
  value: unknown;
  property: JsonSchemaObject;
  isRequired: boolean;
}

/**
 * Tests each optional argument of each tool, with the tool's first case. Without the argument, the request lacks its value
 * and contains nothing that is not in the call. If the argument or a member of it may be null, null reaches the API, and so
 * do `false`, `0` and `''` if they are allowed, and a text with any characters in a path.
 */
export function testOptional({ cases, provider }: TestedApi, session: () => Session): void {
  const rows = firstCases(cases).filter(
    ({ asks, arguments: args }) =>
      asks.every(({ answer }) => !answer) && Object.keys(args).length > 0,
  );
  if (rows.length === 0) return;
  it.each(rows)('$name sends nothing but its arguments', async (row) => {
    const send: ArgumentTest['send'] = (args) => sendRequest(session(), row, args);
    const complete = await send(row.arguments);
    if (!complete) return;
    const advice = `Change src/providers/${provider}, or "arguments" of the test`;
    const test = { row, send, complete, advice };
    for (const argument of await argumentsOf(row, session())) {
      const ownFacts = await expectOmitted(test, argument);
      await expectNulls(test, argument);
      await expectFalsyValues(test, argument, ownFacts);
    }
  });
}

async function sendRequest(
  { api, clients }: Session,
  row: TestedTool,
  args: TestedTool['arguments'],
): Promise<SentRequest | undefined> {
  api.reset();
  if (row.pages.length > 1) for (const response of responses(row)) api.answer(response);
  api.answerAlways(answersTo(row));
  const result = await clients.auto.callTool({ name: row.name, arguments: args });
  const [request] = api.requests;
  if (!request || result.isError) return undefined;
  const facts = factsOf(request);
  // The key of a call follows from its arguments.
  const { idempotencyKey } = row.requests?.[0] ?? row.request;
  facts.delete(`header.${idempotencyKey?.toLowerCase()}`);
  return { facts, result };
}

/** Returns the arguments of a case that the input schema of its tool describes. */
async function argumentsOf(row: TestedTool, { clients }: Session): Promise<Argument[]> {
  const { tools } = await clients.auto.listTools();
  const schema = tools.find(({ name }) => name === row.name)?.inputSchema ?? {};
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchemaObject>;
    required?: string[];
  };
  return Object.entries(properties).flatMap(([name, property]) =>
    Object.hasOwn(row.arguments, name)
      ? [{ name, value: row.arguments[name], property, isRequired: required.includes(name) }]
      : [],
  );
}

/** A file has some name and type in any case. */
const FILE = 'name and type of ';

/**
 * Without an optional argument, the request lacks its value and has none of its own.
 * @returns the facts of the complete request that may come from the argument
 */
async function expectOmitted(
  { row, send, complete, advice }: ArgumentTest,
  { name, value, property, isRequired }: Argument,
): Promise<readonly [string, unknown][]> {
  const otherArguments = Object.fromEntries(
    Object.entries(row.arguments).filter(([other]) => other !== name),
  );
  // A tool may need an optional argument, such as the only one that it can change.
  const reducedRequest = isRequired ? undefined : await send(otherArguments);
  if (!reducedRequest) {
    const sameValues = Object.values(row.arguments).filter((argument) => isText(argument, value));
    return sameValues.length < 2 ? [...complete.facts] : [];
  }
  const lostFacts = differingFacts(complete.facts, reducedRequest.facts);
  const addedFacts = differingFacts(reducedRequest.facts, complete.facts);
  expect(
    lostFacts.length + addedFacts.length > 0 ||
      !isDeepStrictEqual(reducedRequest.result, complete.result) ||
      isEmpty(value), // a query has nothing of it
    `"${row.name}" does the same without "${name}": it ignores the argument, or sends a value of its own. ${advice}`,
  ).toBe(true);
  const isDefault = (fact: unknown) =>
    'default' in property && String(property.default) === String(fact);
  const invented = addedFacts.filter(
    ([place, fact]) => !place.startsWith(FILE) && !isDefault(fact) && !isEmpty(fact),
  );
  expect(
    Object.fromEntries(invented),
    `Without "${name}", "${row.name}" sends values that are not in the call. ${advice}`,
  ).toEqual({});
  return lostFacts;
}

/** If an argument or its members may be null, null reaches the API. */
async function expectNulls(
  { row, send, complete, advice }: ArgumentTest,
  { name, value, property }: Argument,
): Promise<void> {
  for (const nulledValue of [...(allowsNull(property) ? [null] : []), withNulls(value, property)]) {
    if (isDeepStrictEqual(nulledValue, value)) continue;
    const nulled = await send({ ...row.arguments, [name]: nulledValue });
    if (!nulled) continue;
    // Null can take the place of a whole list or object.
    const isNull = (place: string) =>
      [...nulled.facts].some(
        ([nullPlace, fact]) => fact === null && `${place}.`.startsWith(`${nullPlace}.`),
      );
    const lostPlaces = differingFacts(complete.facts, nulled.facts).map(([place]) => place);
    expect(
      lostPlaces.filter((place) => place.startsWith('json.') && !isNull(place)),
      `"${row.name}" does not send "${name}: ${JSON.stringify(nulledValue)}". ${advice}`,
    ).toEqual([]);
  }
}

/** Values that code easily takes for none, and in a path any characters, reach the place of the argument. */
async function expectFalsyValues(
  { row, send, advice }: ArgumentTest,
  { name, value: statedValue, property }: Argument,
  ownFacts: readonly [string, unknown][],
): Promise<void> {
  const places = ownFacts.flatMap(([place, fact]) =>
    isForwarded(place) && isText(fact, statedValue) ? [place] : [],
  );
  const isSegment = typeof statedValue === 'string' && places.some((place) => isPath(place));
  for (const value of [
    ...(places.length > 0 ? falsyValues(property) : []),
    ...(isSegment ? [SEGMENT] : []),
  ]) {
    if (value === statedValue) continue;
    const other = await send({ ...row.arguments, [name]: value });
    if (!other) continue; // the schema forbids it
    expect(
      places.some((place) => isText(other.facts.get(place), value)),
      `"${row.name}" sends "${name}", but not where it is ${JSON.stringify(value)}. ${advice}, or forbid this value in the input schema`,
    ).toBe(true);
  }
}

const FALSY: ReadonlyMap<unknown, readonly unknown[]> = new Map<string, unknown[]>([
  ['boolean', [false, true]],
  ['integer', [0]],
  ['number', [0]],
  ['string', ['']],
]);

/** Returns values that code easily takes for none, of the types of a schema. */
const falsyValues = ({
  type,
  enum: values,
  const: only,
  anyOf = [],
}: JsonSchemaObject): unknown[] =>
  values !== undefined || only !== undefined
    ? []
    : [
        ...new Set([
          ...[type].flat().flatMap((typeName) => FALSY.get(typeName) ?? []),
          ...(anyOf as JsonSchemaObject[]).flatMap(falsyValues),
        ]),
      ];

/** Returns whether a request contains a value as it is, but for the encoding of paths. */
const isText = (fact: unknown, value: unknown): boolean =>
  [String(value), encodeURIComponent(String(value))].includes(String(fact));

const isPath = (place: string): boolean => place.startsWith('path.');

/** Returns whether an argument can stand there as it is: HTTP trims headers, and a file has further facts. */
const isForwarded = (place: string): boolean => /^(path|query|json|body)\./.test(place);

/** Returns the facts that the first request has, and the second lacks or states differently. */
const differingFacts = (first: Facts, second: Facts): [string, unknown][] =>
  [...first].filter(([place, value]) => !isDeepStrictEqual(second.get(place), value));

const allowsNull = ({ type, anyOf = [] }: JsonSchemaObject): boolean =>
  [type].flat().includes('null') ||
  (anyOf as JsonSchemaObject[]).some((alternative) => alternative.type === 'null');

/** Returns a value with null in the place of each member that may be null. */
function withNulls(value: unknown, schema: JsonSchemaObject): unknown {
  const choices = [schema, ...((schema.anyOf ?? []) as JsonSchemaObject[])];
  const { properties = {}, items = {} } =
    choices.find((choice) => choice.properties ?? choice.items) ?? {};
  if (Array.isArray(value)) return value.map((item) => withNulls(item, items as JsonSchemaObject));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const propertySchema = (properties as Record<string, JsonSchemaObject>)[key] ?? {};
      return [key, allowsNull(propertySchema) ? null : withNulls(member, propertySchema)];
    }),
  );
}

/** Returns whether a value is an object or a list without content: one that other arguments have left, or one that is sent as it is. */
const isEmpty = (value: unknown): boolean =>
  isDeepStrictEqual(value, {}) || isDeepStrictEqual(value, []);

const isJson = (headers: ApiRequest['headers']): boolean =>
  /[/+]json\b/i.test(String(headers['content-type']));

function factsOf({ path, query, headers, body }: ApiRequest): Map<string, unknown> {
  const facts = new Map<string, unknown>();
  const isMultipart = /^multipart\/form-data\b/i.test(String(headers['content-type']));
  const add = (place: string, value: unknown) => {
    if (typeof value !== 'object' || value === null || isEmpty(value)) facts.set(place, value);
    else if (isMultipart && place !== 'body' && !Array.isArray(value)) {
      const { name, type, content } = value as SentFile;
      facts.set(place, content);
      facts.set(`${FILE}${place}`, `${name} ${type}`);
    } else
      for (const [key, member] of Object.entries(value)) add(`${place}.${key}`, member as unknown);
  };
  for (const [index, segment] of path.split('/').entries()) facts.set(`path.${index}`, segment);
  for (const [name, value] of Object.entries(query)) add(`query.${name}`, value);
  for (const [name, value] of Object.entries(headers))
    if (isOwnHeader(name)) add(`header.${name}`, value);
  if (body !== undefined) add(isJson(headers) ? 'json' : 'body', body);
  return facts;
}
