import { withoutComponents } from '../../model/component.js';
import { OF_CONNECTION } from '../../model/http.js';
import { followReferences } from '../document/references.js';
import { type Obj, obj, type Operation, type ResponseBinding, type Schema } from '../model.js';
import { convert } from '../schema/convert.js';
import { inlineDefinitions } from '../schema/definitions.js';
import { flatOf } from '../schema/shape.js';
import { kindOf } from './body.js';
import type { Lost } from './parameters.js';

export type OutputMode = 'none' | 'loose' | 'exact';

export interface ToolResponse {
  outputSchema?: Schema;
  resultKey?: string;
  response?: ResponseBinding;
  /** For the pagination. */
  schema: Obj;
  headers: Obj;
}

/** Which schema results have. */
export interface ResultSchema {
  mode: OutputMode;
  /** Characters of a loose one. */
  most: number;
}

/**
 * The response of the lowest 2xx status with JSON, else text, else binary, else nothing; with the headers that later calls
 * need. Where 202 is described, the result is that of the job.
 */
export function responseOf(
  operation: Operation,
  document: Obj,
  result: ResultSchema,
  lost: Lost,
): ToolResponse {
  const body = bodyOf(operation, document, result, lost);
  const names = neededHeaders(operation, body.headers);
  const job = isJob(operation);
  const response = {
    ...body.response,
    ...(names.length > 0 && { headers: names }),
    ...(job && { job }),
  };
  return { ...body, ...(Object.keys(response).length > 0 && { response }) };
}

const isJob = ({ method, responses }: Operation) => method !== 'GET' && '202' in responses;

/** What a later call sends back or follows: the version of what was read, and addresses. */
const NEEDED =
  /^(etag|last-modified|location|content-location|operation-location|azure-asyncoperation|retry-after|link)$/i;

/** Of a success without a body, also where the document does not describe them (RFC 9110 sections 15.3.2 and 15.3.3). */
const USUAL: Record<string, readonly string[]> = {
  201: ['Location'],
  202: ['Location', 'Retry-After'],
};

/** Names of the headers that the result has: for HEAD, which has no other result, all that are described. */
function neededHeaders(operation: Operation, described: Obj): string[] {
  const names = Object.keys(described).filter(
    (name) => NEEDED.test(name) || (operation.method === 'HEAD' && !OF_CONNECTION.test(name)),
  );
  const [first, ...others] = successesOf(operation);
  const isEmpty =
    first !== undefined && others.length === 0 && mediaOf(first, operation).length === 0;
  const defaultHeaders = (isEmpty && USUAL[first.code]) || [];
  const lowerCaseNames = new Set(names.map((name) => name.toLowerCase()));
  return [...names, ...defaultHeaders.filter((name) => !lowerCaseNames.has(name.toLowerCase()))];
}

function bodyOf(
  operation: Operation,
  document: Obj,
  result: ResultSchema,
  lost: Lost,
): ToolResponse {
  const good = successesOf(operation);
  const typed = good.flatMap((success) => mediaOf(success, operation, document));
  const isProblem = ({ type }: { type: string }) => /^application\/problem\+/i.test(type);
  const chosen =
    typed.find((one) => one.kind === 'json' && !isProblem(one)) ??
    typed.find((one) => one.kind === 'text') ??
    typed.find((one) => !isProblem(one)) ??
    typed[0];
  if (!chosen) {
    if (good.length === 0 && isDownload(operation))
      return { schema: {}, headers: {}, response: { as: 'binary', download: true } };
    if (good.length === 0 && Object.keys(operation.responses).length > 0)
      lost('response', 'No successful response is described.');
    // By HTTP, without content; other documents leave out what the API sends.
    const isEmpty = good.length > 0 && good.every(({ code }) => code === '204' || code === '205');
    const response = isEmpty && operation.method !== 'HEAD' && ({ as: 'none' } as const);
    return { schema: {}, headers: obj(good[0]?.response.headers), ...(response && { response }) };
  }
  const others = good
    .map(({ code }) => code)
    .filter((code) => code !== chosen.code && !(code === '202' && isJob(operation)));
  if (others.length > 0)
    lost(
      'other-responses',
      `${others.join(', ')} ${others.length > 1 ? 'are' : 'is'} ignored; the result follows ${chosen.code}.`,
    );
  if (chosen.media.itemSchema !== undefined)
    lost(
      'stream',
      'The response is a stream: the result is its whole text, after the stream has ended.',
    );
  const headers = obj(chosen.response.headers);
  const isOfKind = chosen.kind !== 'binary' || kindOf(chosen.type) !== 'json';
  const contentType = chosen.type.includes('*') || !isOfKind ? undefined : chosen.type;
  if (chosen.kind !== 'json') {
    const as = chosen.kind === 'text' || chosen.kind === 'form' ? 'text' : 'binary';
    const response = { as, ...(contentType !== undefined && { contentType }) } as const;
    return { schema: {}, headers, response };
  }
  const isSpecial = contentType !== undefined && contentType.split(';')[0] !== 'application/json';
  return {
    schema: obj(followReferences(document, chosen.media.schema)),
    headers,
    ...(isSpecial && { response: { contentType } }),
    ...resultOf(chosen.media.schema, document, result, lost),
  };
}

interface Success {
  /** `200` or `2XX` */
  code: string;
  response: Obj;
}

const successesOf = ({ responses }: Operation): Success[] =>
  Object.entries(responses)
    .filter(([code]) => /^2(\d\d|XX)$/i.test(code))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, value]) => ({ code, response: obj(value) }));

/** Documents often describe for HEAD what GET responds with. */
const mediaOf = (success: Success, { method }: Operation, document?: Obj) =>
  Object.entries(method === 'HEAD' ? {} : obj(success.response.content)).map(([type, media]) => ({
    ...success,
    type,
    media: obj(media),
    kind: kindOf(type, document && flatOf(obj(media).schema, document)),
  }));

/** Structured content is an object: another value is the member `resultKey` of one. */
function resultOf(
  stated: unknown,
  document: Obj,
  { mode, most }: ResultSchema,
  lost: Lost,
): Pick<ToolResponse, 'outputSchema' | 'resultKey'> {
  const plain = obj(followReferences(document, stated));
  if (mode === 'none' || Object.keys(plain).length === 0)
    return plain.type === 'array' ? { resultKey: 'items' } : {};
  const conversion = { document, io: 'output', keepNull: true } as const;
  const outputSchema =
    mode === 'exact'
      ? inlineDefinitions(convert(stated, { ...conversion, loose: false, descriptions: 120, lost }))
      : fitting(stated, document, most, lost);
  const { $defs, ...root } = outputSchema;
  const types = [root.type].flat();
  const isList = types.includes('array');
  if (!isList && Object.keys(outputSchema).every((key) => key === 'type' || key === 'description'))
    return {};
  if (types.includes('object') && root.anyOf === undefined && root.oneOf === undefined)
    return { outputSchema: { ...outputSchema, type: 'object' } };
  const key = isList ? 'items' : 'value';
  return {
    resultKey: key,
    outputSchema: {
      type: 'object',
      properties: { [key]: isList ? { ...root, type: 'array' } : root },
      ...((mode === 'exact' || isList) && { required: [key] }),
      ...($defs !== undefined && { $defs }),
    },
  };
}

/** Its success is a redirect to a file, such as an archive. */
const isDownload = ({ method, responses }: Operation): boolean =>
  method === 'GET' && Object.keys(responses).some((code) => /^30[12378]$/.test(code));

/** In characters, without what the code says in fewer words. */
const lengthOf = (schema: Schema): number =>
  JSON.stringify(withoutComponents(schema)).replaceAll(',"additionalProperties":true', '').length;

/** As deep as `most` characters allow, with descriptions that are short where it is large. Accepts every response of the API. */
function fitting(schema: unknown, document: Obj, most: number, lost: Lost): Schema {
  const long = deepest(schema, document, most, () => LONG_DESCRIPTION);
  const isWhole = !long.losses.some(([kind]) => kind === 'depth');
  const { best, losses } = isWhole
    ? long
    : deepest(schema, document, most, (depth) => (depth < 2 ? 80 : 60));
  for (const [kind, detail] of new Map(losses.map((one) => [one.join(), one])).values())
    lost(`output-${kind}`, detail);
  return best;
}

const LONG_DESCRIPTION = 200;

function deepest(
  schema: unknown,
  document: Obj,
  most: number,
  descriptionsAt: (depth: number) => number,
): { best: Schema; losses: [string, string][] } {
  let best: Schema = {};
  let losses: [string, string][] = [
    ['depth', 'The result schema is too large: it has only the type.'],
  ];
  for (let depth = 0; depth <= 8; depth++) {
    const lossList: [string, string][] = [];
    const next = convert(schema, {
      document,
      io: 'output',
      keepNull: true,
      loose: true,
      descriptions: descriptionsAt(depth),
      depth,
      lost: (kind, detail) => lossList.push([kind, detail]),
    });
    if (lengthOf(next) > most) break;
    const done = !lossList.some(([kind]) => kind === 'depth');
    best = next;
    losses = lossList;
    if (done) break;
  }
  return { best, losses };
}
