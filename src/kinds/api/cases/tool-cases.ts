import { isDeepStrictEqual } from 'node:util';
import { pathKeys, valueAt } from '../../../../runtime/src/api/dotted-path.js';
import { select } from '../../../../runtime/src/api/select.js';
import { RESPONSE_HEADERS } from '../../../../runtime/src/api/with-headers.js';
import type { Unchecked } from '../../../../runtime/src/call/define/definitions.js';
import { isObject, objectOrEmpty } from '../../../../runtime/src/utils/is-object.js';
import {
  confirmQuestion,
  isAllowedBy,
  nounOption,
  sampleArguments,
  sampleValue,
} from '../../../codegen/sample/sample.js';
import type { SampleOptions } from '../../../codegen/sample/sampler.js';
import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../../model/json-schema.js';
import { omit, pick } from '../../../model/json-schema/subschemas.js';
import type { ToolCase } from '../../../model/kind.js';
import { fillPlaceholders } from '../../../model/text/placeholders.js';
import { canChangeNothing, requestBinding, sentDefaults } from '../binding.js';
import { type PagePlace, pagePlace, statesTruncation } from '../code/response-source.js';
import type {
  ApiProvider,
  ApiTool,
  BoundApiTool,
  PaginationSpec,
  RequestSpec,
  ResponseSpec,
} from '../spec.js';
import { type ExpectedRequest, expectedRequest } from './expected-request.js';
import { jobCases, withEndState } from './job-cases.js';
import { deepMerge, nestValue } from './nested-value.js';
import { withRequestedValues } from './requested-values.js';

export type CompleteCase = {
  arguments?: Record<string, unknown>;
  /** Questions that the tool asks the user. */
  asks?: { message: string }[];
  request: ExpectedRequest;
  response?: unknown;
  status?: number;
  responseHeaders?: Record<string, string>;
  pages?: CasePage[];
  /** Text or content if the tool has no output schema. */
  result?: Record<string, unknown> | string | readonly object[];
};

/** Cases are computed once: the check of a tool needs them, and so does its test. */
const casesByTool = new WeakMap<
  BoundApiTool,
  { success: ApiProvider['success']; cases: readonly ToolCase[] }
>();

/**
 * Calls of a tool, each with its request and the response; none if no example fits the schemas.
 * A second call has only the required arguments, or changes only one value, and gets null where a
 * result may have it. For a tool that reads pages, the second call ends with the first page; it asks
 * for more items than a page may have, if the first asked for fewer, or else has only the required arguments.
 */
export function toolCases(
  tool: BoundApiTool,
  { success }: Pick<ApiProvider, 'success'> = {},
): readonly ToolCase[] {
  const cachedCases = casesByTool.get(tool);
  if (cachedCases && isDeepStrictEqual(cachedCases.success, success)) return cachedCases.cases;
  const calls = withFieldsCase(tool, sampleCalls(tool, success));
  const [first] = calls;
  const cases = first
    ? withFailingPayload(tool, success, [...calls, ...jobCases(tool, first as CompleteCase)])
    : [];
  casesByTool.set(tool, { success, cases });
  return cases;
}

/**
 * Returns the cases, and the last call once more with a single field of its items, or of its
 * result, where callers choose fields.
 */
function withFieldsCase({ fields }: BoundApiTool, cases: readonly ToolCase[]): readonly ToolCase[] {
  const last = cases.at(-1) as CompleteCase | undefined;
  const result = last?.result ?? last?.response;
  if (fields !== true || !last || !isObject(result)) return cases;
  const [list] = Object.entries(result).filter(
    ([, value]) => Array.isArray(value) && value.some(isObject),
  );
  const items = list ? (list[1] as unknown[]).map(objectOrEmpty) : [result];
  const [field] = Object.keys(items[0] ?? {});
  if (field === undefined) return cases;
  const [part = {}] = items.map((item) => pick(item, [field]));
  const chosen = list ? { ...result, [list[0]]: items.map((item) => pick(item, [field])) } : part;
  const args = { ...last.arguments, fields: [field] };
  const call = omit(last, ['title']);
  return [...cases, { title: 'with one field', ...call, arguments: args, result: chosen }];
}

/**
 * Returns the cases, and the last call once more with GraphQL payloads that report a failure, or
 * have null in place of the result: each payload has places of its own for them, which the test of
 * another tool does not show.
 */
function withFailingPayload(
  { request: { graphql, dataPath } }: BoundApiTool,
  success: ApiProvider['success'],
  cases: readonly ToolCase[],
): readonly ToolCase[] {
  const last = cases.at(-1) as CompleteCase | undefined;
  if (graphql === undefined || !last) return cases;
  const { response } = last;
  const call = pick(last, ['arguments', 'asks', 'request']);
  const emptyPayload =
    dataPath === undefined ? response : deepMerge(response, { data: nestValue(dataPath, null) });
  const failed = failurePayload(emptyPayload, success);
  if (dataPath === undefined && !failed) return cases;
  return [
    ...cases,
    ...(failed ? [{ title: 'whose payload reports a failure', ...call, ...failed }] : []),
    ...(dataPath === undefined
      ? []
      : [
          {
            title: 'whose payload is empty',
            ...call,
            response: emptyPayload,
            error: `The API did not send "${dataPath}"`,
          },
        ]),
  ];
}

/**
 * Returns a response of GraphQL that reports a failure, and what the model is told; undefined where
 * nothing in it does.
 */
function failurePayload(response: unknown, success: ApiProvider['success']) {
  if (success === undefined) return undefined;
  const { path: pattern, values } = successRule(success);
  const [path] = placesAt(response, pathKeys(pattern));
  const failed = [false, true].find((value) => !values.includes(value));
  const failure = values.length > 0 ? failed : [{ message: 'Not allowed' }];
  if (path === undefined || failure === undefined) return undefined;
  return {
    response: deepMerge(response, nestValue(path, failure)),
    error: values.length > 0 ? 'The API rejected the request' : 'Not allowed',
  };
}

/** Returns the dotted paths of what a path with `*` for every member leads to in a value. */
function placesAt(value: unknown, [key, ...rest]: KeyPath): string[] {
  if (key === undefined) return [''];
  if (!isObject(value)) return [];
  const keys = key === '*' ? Object.keys(value) : [key];
  return keys
    .filter((name) => Object.hasOwn(value, name))
    .flatMap((name) =>
      placesAt(value[name], rest).map((pathBelow) =>
        pathBelow === '' ? name : `${name}.${pathBelow}`,
      ),
    );
}

/** Returns a call with sample arguments, and a second one that shows another side of the tool. */
function sampleCalls(tool: BoundApiTool, success: ApiProvider['success']): readonly ToolCase[] {
  const isOptionalUpdate = canChangeNothing(tool.request, requestBinding(tool));
  const callCase = callCases(tool, success);
  const firstCase = callCase?.();
  const isRefused = isDeepStrictEqual(firstCase?.request.body, {}) && isOptionalUpdate;
  if (!callCase || !firstCase || isRefused) return [];
  if (!firstCase.pages) {
    const isPatch = tool.request.method === 'PATCH';
    const hasDefaults = Object.keys(sentDefaults(tool)).length > 0;
    const secondCase = isPatch && !hasDefaults ? undefined : callCase({});
    const isOther = ({ arguments: args, request, response }: CompleteCase) =>
      hasNull(response) ||
      (!isDeepStrictEqual(args, firstCase.arguments) && !isDeepStrictEqual(request.body, {}));
    if (secondCase && (hasDefaults || (!isPatch && isOther(secondCase))))
      return [firstCase, { ...differenceTitle(firstCase, secondCase), ...secondCase }];
    if (!isPatch) return [firstCase];
    const emptyCall = isOptionalUpdate ? callCase({}) : undefined;
    const refused = emptyCall
      ? [{ ...pick(emptyCall, ['arguments', 'asks']), error: 'Nothing would change.' }]
      : [];
    // The call states a single value, which becomes null if it may.
    const values = Object.entries(firstCase.arguments ?? {});
    for (const [name, value] of [...values.map(([name]) => [name, null] as const), ...values]) {
      const singleValueCase = callCase({ [name]: value });
      // APIs refuse requests that change nothing, and a tool that changes one value needs no second call.
      const isOther = !isDeepStrictEqual(singleValueCase?.arguments, firstCase.arguments);
      if (singleValueCase && isOther && !isDeepStrictEqual(singleValueCase.request.body, {}))
        return [firstCase, singleValueCase, ...refused];
    }
    return [firstCase, ...refused];
  }
  const { limit = '', maxSize = 0 } = tool.request.pagination ?? {};
  const schema = tool.inputSchema.properties?.[limit];
  const { maximum = 0 } = isObject(schema) ? schema : {};
  const isSmall = Number(firstCase.arguments?.[limit]) < maxSize && maxSize < maximum;
  const lastCase = callCase(isSmall ? { [limit]: maximum } : {});
  if (lastCase?.pages) return [firstCase, lastPageOf(tool.request, lastCase)];
  // A page of one item is not full, so that the list ends with it.
  const asksForMore = Number({ ...sentDefaults(tool), ...lastCase?.arguments }[limit]) > 1;
  return lastCase && asksForMore ? [firstCase, lastCase] : [firstCase];
}

/** Returns a title for a call with the arguments of another one: only their responses differ. */
const differenceTitle = (first: CompleteCase, second: CompleteCase) =>
  isDeepStrictEqual(first.arguments, second.arguments) ? { title: 'with null in the result' } : {};

/** Returns a call whose first page is the last. */
function lastPageOf(
  { resultKey = '', pagination, graphql }: RequestSpec,
  { arguments: args, request, pages = [], result }: CompleteCase,
): ToolCase {
  const resultRecord = objectOrEmpty(result);
  const items = resultRecord[resultKey];
  const list = Array.isArray(items) ? items.slice(pagination && firstSize(pagination)) : [];
  const { total } = pagination ?? {};
  const last = pages.at(-1)?.response;
  const totalCount = nestValue(
    graphql === undefined ? (total ?? '') : `data.${total}`,
    list.length,
  );
  return {
    ...(args && { arguments: args }),
    request,
    response: total === undefined ? last : deepMerge(last, totalCount),
    result: { ...resultRecord, [resultKey]: list },
  };
}

/** A call with arguments beside the made-up ones that it needs; without arguments, all of them are made up. */
type CallCase = (stated?: Readonly<Record<string, unknown>>) => CompleteCase | undefined;

/** Makes cases of calls; undefined where no arguments fit the schema. */
function callCases(tool: BoundApiTool, success: ApiProvider['success']): CallCase | undefined {
  const successful = withSuccessSchema(tool, success);
  const { outputSchema: resultSchema, request, ...checked } = successful;
  const outputSchema =
    resultSchema && statesTruncation(tool)
      ? withoutProperty(withoutProperty(resultSchema, 'truncated'), 'next_cursor')
      : resultSchema;
  // The tests continue each list that is cut, with the cursor that its result has.
  const { cursor } = request.pagination ?? {};
  const inputSchema =
    cursor === undefined ? checked.inputSchema : withoutProperty(checked.inputSchema, cursor);
  const sample = sampleArguments({ ...tool, inputSchema }, preferredArguments(tool));
  if (!sample) return undefined;
  const { required = [] } = inputSchema;
  const requiredArguments = Object.fromEntries(required.map((name) => [name, sample[name]]));
  const defaults = sentDefaults(tool);
  const headers = request.response?.headers;
  const body =
    headers && outputSchema ? withoutProperty(outputSchema, RESPONSE_HEADERS) : outputSchema;
  return (statedArguments) => {
    const args = statedArguments ? { ...requiredArguments, ...statedArguments } : sample;
    const values = { ...defaults, ...args };
    if (statedArguments && !isAllowedBy(inputSchema, values)) return undefined;
    // A list without a filter has the same items, so that both cases share their constants.
    const { pagination } = request;
    const answeredValues = pagination
      ? { ...sample, [pagination.limit]: undefined, ...values }
      : values;
    const first = withSize(request, expectedRequest(tool, request, values), values);
    const response = body
      ? sampleResponse(tool, body, answeredValues, first.query, statedArguments !== undefined)
      : withoutSchema(request, success);
    if (!response) return undefined;
    const reported = withSuccess(successful, success, response);
    return {
      ...(Object.keys(args).length > 0 && { arguments: args }),
      ...confirmQuestion(tool, values, false),
      request: first,
      ...(headers ? withHeaders(reported, headers) : reported),
    };
  };
}

/**
 * Returns the response with what reports success in a payload of GraphQL. Where that is part of the
 * result, the result has it, too.
 */
function withSuccess(
  { request, outputSchema }: BoundApiTool,
  success: ApiProvider['success'],
  caseResponse: CaseResponse,
): CaseResponse {
  const { dataPath, resultKey, response: responseSpec = {} } = request;
  if (dataPath === undefined || success === undefined || caseResponse.response === undefined)
    return caseResponse;
  const { path, values } = successRule(success);
  const { keys, inResult } = successKeys(request, path);
  const response = deepMerge(nestValue(keys.join('.'), values[0] ?? []), caseResponse.response);
  const inKey = resultKey === undefined ? [] : [resultKey];
  if (!inResult || !isPassedOn(outputSchema, [...inKey, ...inResult]))
    return { ...caseResponse, response };
  const value = selectedPart(valueAt(response, `data.${dataPath}`), responseSpec);
  const result = nestValue(inKey.join('.'), value) as Record<string, unknown>;
  return { ...caseResponse, response, result: outputSchema ? result : JSON.stringify(result) };
}

/**
 * Returns the keys of what reports success in a response, and those below the value of the result
 * if it is in there.
 */
function successKeys(
  { graphql, dataPath = '' }: RequestSpec,
  path: string,
): { keys: KeyPath; inResult: KeyPath | undefined } {
  const names = graphql === undefined ? [] : ['data', ...pathKeys(dataPath)];
  const keys = pathKeys(path).map((key, index) => (key === '*' ? (names[index] ?? key) : key));
  const isInResult = names.every((name, index) => name === keys[index]);
  return { keys, inResult: isInResult ? keys.slice(names.length) : undefined };
}

/**
 * Returns whether results of a tool have what the API sends below these keys: they omit what a
 * schema neither names nor admits.
 */
function isPassedOn(schema: JsonSchema | undefined, [key, ...rest]: KeyPath): boolean {
  if (key === undefined || !isObject(schema)) return schema !== false;
  const { properties = {}, additionalProperties = false } = schema;
  return isPassedOn(Object.hasOwn(properties, key) ? properties[key] : additionalProperties, rest);
}

const successRule = (success: NonNullable<ApiProvider['success']>) =>
  typeof success === 'string' ? { path: success, values: [true] } : success;

const withoutProperty = (schema: ObjectSchema, name: string): ObjectSchema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([key]) => key !== name),
  ),
  required: (schema.required ?? []).filter((key) => key !== name),
});

/** Returns the response with the headers that are part of the result. */
function withHeaders(
  {
    response,
    responseHeaders,
    result = response as CompleteCase['result'],
    ...otherMembers
  }: CaseResponse,
  names: readonly string[],
): CaseResponse {
  const headerValue = (name: string) =>
    /location$/i.test(name)
      ? 'https://example.com/'
      : /-length$/i.test(name)
        ? '0'
        : name.toLowerCase();
  const headerValues = Object.fromEntries(names.map((name) => [name, headerValue(name)]));
  const lines = textBlock(names.map((name) => `${name}: ${headerValue(name)}`).join('\n'));
  const headerRecord = { [RESPONSE_HEADERS]: headerValues };
  const resultWithHeaders = () => {
    if (Array.isArray(result)) return [...(result as object[]), lines];
    if (isObject(result)) return { ...result, ...headerRecord };
    if (typeof response === 'string') return [textBlock(response), lines];
    return JSON.stringify({ ...(isObject(response) && response), ...headerRecord });
  };
  return {
    ...otherMembers,
    response,
    responseHeaders: { ...responseHeaders, ...headerValues },
    result: resultWithHeaders(),
  };
}

const textBlock = (text: string) => ({ type: 'text', text });

function withSize(
  spec: RequestSpec,
  request: ExpectedRequest,
  args: Record<string, unknown>,
): ExpectedRequest {
  const { sizeParam, maxSize = Infinity, limit = '' } = spec.pagination ?? {};
  const size = Math.max(1, Math.min(Number(args[limit]), maxSize));
  if (sizeParam === undefined || Number.isNaN(size)) return request;
  const place = pagePlace(spec);
  if (place !== 'query')
    return {
      ...request,
      body: deepMerge(request.body ?? {}, parametersAt(place, { [sizeParam]: size })),
    };
  const { method, baseUrl, path, signIn, query, ...otherMembers } = request;
  return {
    method,
    ...(baseUrl !== undefined && { baseUrl }),
    path,
    ...(signIn && { signIn }),
    query: { ...query, [sizeParam]: String(size) },
    ...otherMembers,
  };
}

/** The first bytes of a PNG file, which are not text, in base64. */
const CONTENT = 'iVBORw0KGgo=';

/**
 * Returns sample values that reveal more faults than others: an option that is not the default, and
 * characters to encode in a part of a path. The tests try them themselves where an argument is a
 * whole segment.
 */
function preferredArguments(tool: ApiTool): Record<string, readonly unknown[]> {
  const { slots, body } = requestBinding(tool);
  const pagination = tool.request?.pagination;
  const properties = Object.entries(tool.inputSchema.properties ?? {});
  const files = slots.flatMap(({ file, argument }) => (file ? [argument] : []));
  if (body?.as === 'binary') files.push(body.argument);
  const inPath = new Map(
    slots.flatMap((slot) => (slot.place === 'path' ? [[slot.argument, slot]] : [])),
  );
  return Object.fromEntries(
    properties.map(([name, schema]) => {
      if (pagination?.limit === name) return [name, secondPageLimits(tool, pagination)];
      if (files.includes(name)) return [name, [CONTENT, [CONTENT, CONTENT], [CONTENT]]];
      const slot = inPath.get(name);
      const isSegment = tool.request?.path.split('/').includes(`{${name}}`) && !slot?.slashes;
      const texts =
        slot && !isInt64(schema) ? pathTexts(name, schema, slot.slashes, isSegment) : [];
      return [name, [...texts, ...(isObject(schema) ? nonDefaultValues(name, schema) : [])]];
    }),
  );
}

/** Returns preferred texts in a path: a word for a whole segment, else characters to encode, blanks and capitals. */
function pathTexts(
  name: string,
  schema: JsonSchema,
  slashes: boolean | undefined,
  isSegment: boolean | undefined,
): string[] {
  const start = slashes ? 'a/B' : ' A?b';
  if (!isSegment) return [`${start} ${name}`, `${start} c`, 'a b'];
  const sample = isObject(schema) ? String(sampleValue(schema, { noun: name })) : '';
  return encodeURIComponent(sample) === sample ? [] : [`${name}-1`];
}

/** Returns whether a text must consist of digits, which its schema does not state. */
const isInt64 = (schema: JsonSchema) => isObject(schema) && schema.format === 'int64';

function nonDefaultValues(name: string, schema: JsonSchemaObject): readonly unknown[] {
  const { default: defaultValue, enum: choices } = schema;
  if (defaultValue === undefined) return [];
  if (choices) return choices.filter((choice) => choice !== defaultValue);
  if (typeof defaultValue === 'boolean') return [!defaultValue];
  if (typeof defaultValue === 'number') return [defaultValue + 1, defaultValue - 1];
  if (typeof defaultValue === 'string')
    return [0, 1]
      .map((nth) => sampleValue(omit(schema, ['default']), { noun: name, start: nth }))
      .filter((text) => text !== undefined && text !== defaultValue);
  const { items } = schema;
  const options = isObject(items) ? (items.enum ?? []) : [];
  return [options.slice(-2), options.slice(-1)].filter(
    (list) => !isDeepStrictEqual(list, defaultValue),
  );
}

/** Returns a path or URI template, filled with encoded values. */
export const fillPath = (template: string, valueOf: (name: string) => string): string =>
  fillPlaceholders(template, (name) => encodeURIComponent(valueOf(name)));

type CaseResponse = Pick<
  CompleteCase,
  'response' | 'status' | 'responseHeaders' | 'pages' | 'result'
>;

function sampleResponse(
  tool: BoundApiTool,
  schema: JsonSchemaObject,
  args: Record<string, unknown>,
  query: ExpectedRequest['query'],
  isSecond: boolean,
): CaseResponse | undefined {
  const { request } = tool;
  const { method, resultKey, pagination, response: responseSpec = {}, graphql } = request;
  if (method === 'HEAD') return undefined; // Responses to HEAD have no body.
  if (responseSpec.as === 'text' || responseSpec.as === 'binary')
    return contentCase(responseSpec, resultKey, schema);
  const pages = pagination && twoPages(tool, pagination, schema, args, query);
  if (pages)
    return {
      pages: pages.pages.map((page) => ({ ...page, response: wrapInData(request, page.response) })),
      result: mapSelectedPart(pages.result, request, selectedPart),
    };
  const sampleContent = (options: SampleOptions) =>
    withEndState(
      withRequestedValues(
        sampleValue(schema, { ...nounOption(tool.name), ...options }),
        tool,
        schema,
        args,
      ),
      tool.request,
      schema,
    );
  const [second] = isSecond ? otherSamples(sampleContent) : [];
  const sample = hasNull(second) ? second : sampleContent({});
  if (!isObject(sample)) return undefined;
  const sentBody = mapSelectedPart(sample, request, withUnselectedFields);
  const result = mapSelectedPart(sentBody, request, selectedPart);
  if (resultKey !== undefined)
    return {
      response: wrapInData(request, wrapInResponse(sentBody[resultKey], pagination)),
      result,
    };
  const isSame = graphql === undefined && !responseSpec.include && !responseSpec.exclude;
  return { response: wrapInData(request, sentBody), ...(!isSame && { result }) };
}

/** Returns a value with what the API sends around it: nothing, or the data of GraphQL. */
const wrapInData = ({ graphql, dataPath = '' }: RequestSpec, value: unknown): unknown =>
  graphql === undefined ? value : { data: nestValue(dataPath, value) };

/** Returns a result with a changed selected part: the list of `resultKey`, or the whole result. */
function mapSelectedPart(
  result: Record<string, unknown>,
  { resultKey, response = {} }: RequestSpec,
  change: typeof selectedPart,
): Record<string, unknown> {
  if (resultKey !== undefined)
    return { ...result, [resultKey]: change(result[resultKey], response) };
  const changedResult = change(result, response);
  return isObject(changedResult) ? changedResult : result;
}

function withoutSchema(
  request: RequestSpec,
  success: ApiProvider['success'],
): CaseResponse | undefined {
  const { method, response: responseSpec = {}, resultKey, graphql } = request;
  if (method === 'HEAD') return { result: 'Done.' };
  if (responseSpec.as === 'text' || responseSpec.as === 'binary')
    return contentCase(responseSpec, resultKey, undefined);
  const paths = [...(responseSpec.include ?? []), ...(responseSpec.exclude ?? [])];
  if (responseSpec.as === 'none' || (method === 'DELETE' && paths.length === 0))
    return { status: 204, result: 'Done.' };
  const rule = typeof success === 'object' && graphql === undefined ? success : undefined;
  const value = rule?.values[0];
  const base = rule && value !== undefined ? nestValue(rule.path, value) : { ok: true };
  const fields = paths.filter((path) => path !== rule?.path).map((path) => nestValue(path, true));
  const response = [base, ...fields, base].reduce(deepMerge);
  return {
    response: wrapInData(request, response),
    result: JSON.stringify(selectedPart(response, responseSpec)),
  };
}

const wrapInResponse = (list: unknown, pagination: PaginationSpec | undefined): unknown =>
  pagination?.items === undefined ? list : nestValue(pagination.items, list);

/**
 * Returns the tool with a result schema that excludes the values of failures, so that examples of
 * it are successful results.
 */
function withSuccessSchema(tool: BoundApiTool, success: ApiProvider['success']): BoundApiTool {
  const { outputSchema, request } = tool;
  if (!outputSchema || success === undefined) return tool;
  const { path, values } = successRule(success);
  const { resultKey } = request;
  const { inResult } = successKeys(request, path);
  if (!inResult) return tool;
  const keys = [...(resultKey === undefined ? [] : [resultKey]), ...inResult];
  return { ...tool, outputSchema: withValue(outputSchema, keys, values[0]) };
}

/**
 * Returns the schema with a constant at a path.
 * @param value of the property at the path; undefined removes the property, or empties a list
 */
function withValue<Schema extends JsonSchemaObject>(
  schema: Schema,
  [key = '', ...rest]: readonly string[],
  value: string | number | boolean | undefined,
): Schema {
  const { properties = {}, required: requiredNames = [], anyOf } = schema;
  if (Array.isArray(anyOf))
    return {
      ...schema,
      anyOf: (anyOf as JsonSchema[]).map((branch) =>
        isObject(branch) ? withValue(branch, [key, ...rest], value) : branch,
      ),
    };
  if (key === '*')
    return Object.keys(properties).reduce(
      (schemaSoFar, name) => withValue(schemaSoFar, [name, ...rest], value),
      schema,
    );
  const propertySchema = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (!isObject(propertySchema)) return schema;
  const isEmptyList = value === undefined && propertySchema.type === 'array';
  if (rest.length === 0 && value === undefined && !isEmptyList) {
    const otherProperties = Object.entries(properties).filter(([name]) => name !== key);
    return {
      ...schema,
      properties: Object.fromEntries(otherProperties),
      required: requiredNames.filter((name) => name !== key),
    };
  }
  const endSchema = isEmptyList ? { ...propertySchema, maxItems: 0 } : { const: value };
  const narrowedSchema = rest.length > 0 ? withValue(propertySchema, rest, value) : endSchema;
  return { ...schema, properties: { ...properties, [key]: narrowedSchema } };
}

type KeyPath = readonly string[];

/** Returns the part of a response that an API module returns. */
const selectedPart = (value: unknown, { include, exclude }: ResponseSpec): unknown =>
  select(value as Unchecked, { ...(include && { include }), ...(exclude && { exclude }) });

/**
 * Returns a response from which `selectedPart` returns this value: each object, or each item of a
 * list, also has the omitted fields.
 */
function withUnselectedFields(value: unknown, responseSpec: ResponseSpec): unknown {
  if (Array.isArray(value)) return value.map((item) => withUnselectedFields(item, responseSpec));
  if (!isObject(value)) return value;
  const withExcludedFields = (responseSpec.exclude ?? [])
    .map(pathKeys)
    .reduce<unknown>(withField, value);
  return responseSpec.include && isObject(withExcludedFields)
    ? { ...withExcludedFields, not_included: true }
    : withExcludedFields;
}

/** Returns the value with a field at the path. Values other than objects and lists of objects stay as they are. */
function withField(value: unknown, path: KeyPath): unknown {
  if (Array.isArray(value)) return value.map((item) => withField(item, path));
  const [key, ...rest] = path;
  if (!isObject(value) || key === undefined) return value;
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return {
    ...value,
    [key]: rest.length > 0 ? withField(inner ?? {}, rest) : (inner ?? 'excluded'),
  };
}

/** JSON text whose formatting the result preserves. */
const JSON_TEXT = '{ "text": "of the API" }';
const PLAIN_TEXT = 'content';
/** They are no text, so that code that reads them as text fails. */
const BYTES = Buffer.from(CONTENT, 'base64');

const fileContent = (type: string) => (type.startsWith('text/') ? PLAIN_TEXT : BYTES);

/** Returns sample content that the API sends, with its media type. */
export function sentContent({ as, contentType = '*/*' }: ResponseSpec) {
  const isBinary = as === 'binary';
  const type = contentType
    .replace('image/*', 'image/png')
    .replace('audio/*', 'audio/mpeg')
    .replace(/^\S*\*.*/, isBinary ? 'application/octet-stream' : 'text/plain')
    .replace(/;.*/, (parameters) => (isBinary ? '' : parameters));
  return {
    response: isBinary ? fileContent(type) : JSON_TEXT,
    responseHeaders: { 'content-type': type },
  };
}

/** Returns a response of text or bytes, and the result that the client gets. */
function contentCase(
  responseSpec: ResponseSpec,
  resultKey: string | undefined,
  schema: JsonSchemaObject | undefined,
): CaseResponse | undefined {
  const content = sentContent(responseSpec);
  const { response, responseHeaders } = content;
  if (responseSpec.as === 'binary')
    return { ...content, result: [contentBlock(responseHeaders['content-type'])] };
  if (typeof response !== 'string') return undefined;
  if (resultKey === undefined) return { ...content, result: response };
  const sample = schema && sampleValue(schema);
  if (!schema || !isObject(sample)) return undefined;
  const withResponse = { ...sample, [resultKey]: response };
  const result: Record<string, unknown> = isAllowedBy(schema, withResponse) ? withResponse : sample;
  const text = result[resultKey];
  return typeof text === 'string' ? { response: text, responseHeaders, result } : undefined;
}

function contentBlock(mimeType: string): object {
  const data = BYTES.toString('base64');
  const [type = ''] = mimeType.split('/');
  if (type === 'image' || type === 'audio') return { type, data, mimeType };
  if (type === 'text') return { type, text: PLAIN_TEXT };
  return { type: 'resource', resource: { uri: 'attachment:content', mimeType, blob: data } };
}

interface CasePage {
  response: unknown;
  headers?: Record<string, string>;
  /** Parameters in addition to the query or the body of the first request. */
  next?: Record<string, unknown>;
}

/** Returns the number of items on the first page: one, unless only a full page has a next one. */
const firstSize = ({ style, total, maxSize = 1 }: PaginationSpec): number =>
  total === undefined && (style === 'page' || style === 'offset') ? maxSize : 1;

/** The largest page in tests, in items and in characters, because a result has a maximum size. */
const MAX_PAGE = { items: 1000, length: 80_000 };

/** Returns the values of the limit argument that need a second page. */
function secondPageLimits(
  { outputSchema, request }: ApiTool,
  pagination: PaginationSpec,
): number[] {
  const size = firstSize(pagination);
  const [item] = outputSchema ? distinctItems(outputSchema, request?.resultKey ?? '') : [];
  const length = size * JSON.stringify(item ?? '').length;
  return size > MAX_PAGE.items || length > MAX_PAGE.length ? [2] : [size + 1, 2];
}

/** Returns two pages, the second with one item more than the limit; undefined if the limit does not need two. */
function twoPages(
  tool: BoundApiTool,
  pagination: PaginationSpec,
  schema: JsonSchemaObject,
  args: Record<string, unknown>,
  query: ExpectedRequest['query'],
): { pages: CasePage[]; result: Record<string, unknown> } | undefined {
  const { resultKey = 'items', response } = tool.request;
  const limit = Number(args[pagination.limit]);
  const withRequested = (result: unknown) => withRequestedValues(result, tool, schema, args);
  const items = distinctItems(schema, resultKey, withRequested).map((item) =>
    withUnselectedFields(item, response ?? {}),
  );
  const [first, ...otherItems] = items;
  const size = firstSize(pagination);
  if (!(limit > size) || first === undefined) return undefined;
  const fullPage = Array.from({ length: size }, () => first);
  const page = firstPage({ ...tool.request, pagination }, fullPage, query);
  if (!page) return undefined;
  const { hasMore, total, nextCursor } = pagination;
  const last = [
    ...(hasMore === undefined ? [] : [nestValue(hasMore, false)]),
    // Such an API has a cursor on its last page, too, as in Relay: only `hasMore` says that nothing follows.
    ...(hasMore === undefined || nextCursor === undefined ? [] : [nestValue(nextCursor, 'page-3')]),
    ...(total === undefined ? [] : [nestValue(total, ITEMS_ON_ALL_PAGES)]),
  ];
  const allItems = [...fullPage, ...otherItems];
  return {
    pages: [page, { response: last.reduce(deepMerge, wrapInList(pagination, otherItems)) }],
    result: {
      [resultKey]: allItems.slice(0, limit),
      ...(statesTruncation(tool) && limit < allItems.length && { truncated: true }),
    },
  };
}

/** Returns three different items, of which the first has all properties. */
function distinctItems(
  schema: JsonSchemaObject,
  resultKey: string,
  withRequested = (result: unknown) => result,
): unknown[] {
  const item = (options: SampleOptions): unknown => {
    const result = withRequested(sampleValue(schema, { ...options, alternates: true }));
    const list = isObject(result) ? result[resultKey] : undefined;
    return Array.isArray(list) ? list[0] : undefined;
  };
  const first = item({});
  return first === undefined
    ? []
    : [first, ...otherSamples(item)].filter((distinctItem) => distinctItem !== undefined);
}

/**
 * Returns a second and a third sample, with only required properties if that is enough to
 * distinguish them. Nullable properties of the second sample are null.
 */
function* otherSamples(sampleOf: (options: SampleOptions) => unknown): Generator {
  const shortSamples = [1, 2].map((nth) => sampleOf({ start: nth, requiredOnly: true }));
  const requiredOnly =
    !shortSamples.includes(undefined) && !isDeepStrictEqual(shortSamples[0], shortSamples[1]);
  yield sampleOf({ start: 1, requiredOnly, nulls: true });
  yield sampleOf({ start: 2, requiredOnly });
}

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).some(hasNull));

function firstPage(
  request: RequestSpec & { pagination: PaginationSpec },
  items: unknown[],
  query: ExpectedRequest['query'],
): CasePage | undefined {
  const { pagination } = request;
  const { style, nextUrl } = pagination;
  const place = pagePlace(request);
  const list = wrapInList(pagination, items);
  if (style === 'cursor') return cursorPage(pagination, place, list, items);
  if (nextUrl !== undefined) {
    const url = `?${urlQuery({ ...query, page: '2' })}`;
    return { response: deepMerge(list, nestValue(nextUrl, url)), next: { page: '2' } };
  }
  if (style === 'link') {
    const link = '<?page=2>; rel="next"';
    return { response: list, headers: { link }, next: { page: '2' } };
  }
  const { total, pageParam, firstPage: first = 1, offsetParam = '' } = pagination;
  const nextParameters =
    pageParam === undefined
      ? parametersAt(place, { [offsetParam]: items.length })
      : parametersAt(place, { [pageParam]: first + 1 });
  return {
    response: total === undefined ? list : deepMerge(list, nestValue(total, ITEMS_ON_ALL_PAGES)),
    next: nextParameters,
  };
}

function urlQuery(query: NonNullable<ExpectedRequest['query']>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const text of [value].flat()) parameters.append(name, text);
  return parameters.toString();
}

/** Number of items on all pages of a test. */
const ITEMS_ON_ALL_PAGES = 3;

function cursorPage(
  pagination: PaginationSpec,
  place: PagePlace,
  list: unknown,
  items: unknown[],
): CasePage | undefined {
  const { nextCursor, lastItem, cursorHeader, hasMore, cursorParam = '' } = pagination;
  const response = hasMore === undefined ? list : deepMerge(list, nestValue(hasMore, true));
  const nextParameters = parametersAt(place, { [cursorParam]: 'page-2' });
  if (cursorHeader !== undefined)
    return { response, headers: { [cursorHeader]: 'page-2' }, next: nextParameters };
  if (nextCursor !== undefined)
    return {
      response: deepMerge(response, nestValue(nextCursor, 'page-2')),
      next: nextParameters,
    };
  const cursor = lastItem === undefined ? undefined : valueAt(items.at(-1), lastItem);
  const isCursor = typeof cursor === 'string' || typeof cursor === 'number';
  return isCursor ? { response, next: parametersAt(place, { [cursorParam]: cursor }) } : undefined;
}

/** Returns page parameters in the form of their place: those of the query are strings. */
function parametersAt(place: PagePlace, parameters: Record<string, unknown>) {
  if (place === 'variables') return { variables: parameters };
  if (place === 'body') return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  );
}

const wrapInList = ({ items }: PaginationSpec, list: unknown[]): unknown =>
  items === undefined ? list : nestValue(items, list);
