import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { withoutComponents } from '../../model/component.js';
import { UNUSABLE_HEADERS } from '../../model/http.js';
import { followReferences } from '../document/references.js';
import { type Operation, type RawObject, type ResponseBinding, type Schema } from '../model.js';
import { convertSchema } from '../schema/convert.js';
import { mergedTarget } from '../schema/serialized-shape.js';
import { bodyKindOf } from './body.js';
import type { LossReporter } from './parameters.js';

interface ToolResponse {
  outputSchema?: Schema;
  resultKey?: string;
  response?: ResponseBinding;
  /** Schema of the body, for the pagination. */
  schema: RawObject;
  headers: RawObject;
}

/**
 * Returns the response of the lowest 2xx status: JSON if possible, else text, binary or none, with
 * the headers that later calls need. If 202 is described, the result is that of the job.
 */
export function chooseResponse(
  operation: Operation,
  document: RawObject,
  maxLength: number,
  reportLoss: LossReporter,
): ToolResponse {
  const body = bodyResponse(operation, document, maxLength, reportLoss);
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

/** Headers that a later call sends or follows: versions and URLs. */
const NEEDED_HEADER =
  /^(etag|last-modified|location|content-location|operation-location|azure-asyncoperation|retry-after|link)$/i;

/**
 * Headers of a success without a body, even if the document does not describe them (RFC 9110
 * sections 15.3.2 and 15.3.3).
 */
const USUAL_RESPONSE_HEADERS: Record<string, readonly string[]> = {
  201: ['Location'],
  202: ['Location', 'Retry-After'],
};

/** Returns the names of the headers in the result. HEAD has no other result, so all described headers are included. */
function neededHeaders(operation: Operation, describedHeaders: RawObject): string[] {
  const names = Object.keys(describedHeaders).filter(
    (name) =>
      NEEDED_HEADER.test(name) || (operation.method === 'HEAD' && !UNUSABLE_HEADERS.test(name)),
  );
  const [first, ...otherSuccesses] = describedSuccesses(operation);
  const isEmpty =
    first !== undefined &&
    otherSuccesses.length === 0 &&
    successContents(first, operation).length === 0;
  const defaultHeaders = (isEmpty && USUAL_RESPONSE_HEADERS[first.code]) || [];
  const lowerCaseNames = new Set(names.map((name) => name.toLowerCase()));
  return [...names, ...defaultHeaders.filter((name) => !lowerCaseNames.has(name.toLowerCase()))];
}

function bodyResponse(
  operation: Operation,
  document: RawObject,
  maxLength: number,
  reportLoss: LossReporter,
): ToolResponse {
  const successes = describedSuccesses(operation);
  const typedContents = successes.flatMap((success) =>
    successContents(success, operation, document),
  );
  const isProblem = ({ type }: { type: string }) => /^application\/problem\+/i.test(type);
  const chosenContent =
    typedContents.find((content) => content.kind === 'json' && !isProblem(content)) ??
    typedContents.find((content) => content.kind === 'text') ??
    typedContents.find((content) => !isProblem(content)) ??
    typedContents[0];
  if (!chosenContent) {
    if (successes.length === 0 && isDownload(operation))
      return { schema: {}, headers: {}, response: { as: 'binary', download: true } };
    if (successes.length === 0 && Object.keys(operation.responses).length > 0)
      reportLoss('response', 'No successful response is described.');
    // HTTP defines this status as having no content; other responses without content are described
    // incompletely.
    const isEmpty =
      successes.length > 0 && successes.every(({ code }) => code === '204' || code === '205');
    const response = isEmpty && operation.method !== 'HEAD' && ({ as: 'none' } as const);
    return {
      schema: {},
      headers: objectOrEmpty(successes[0]?.response.headers),
      ...(response && { response }),
    };
  }
  const otherStatuses = successes
    .map(({ code }) => code)
    .filter((code) => code !== chosenContent.code && !(code === '202' && isJob(operation)));
  if (otherStatuses.length > 0)
    reportLoss(
      'other-responses',
      `${otherStatuses.join(', ')} ${otherStatuses.length > 1 ? 'are' : 'is'} ignored; the result follows ${chosenContent.code}.`,
    );
  if (chosenContent.media.itemSchema !== undefined)
    reportLoss(
      'stream',
      'The response is a stream: the result is its whole text, after the stream has ended.',
    );
  const headers = objectOrEmpty(chosenContent.response.headers);
  const isOfKind = chosenContent.kind !== 'binary' || bodyKindOf(chosenContent.type) !== 'json';
  const contentType =
    chosenContent.type.includes('*') || !isOfKind ? undefined : chosenContent.type;
  if (chosenContent.kind !== 'json') {
    const as = chosenContent.kind === 'text' || chosenContent.kind === 'form' ? 'text' : 'binary';
    const response = { as, ...(contentType !== undefined && { contentType }) } as const;
    return { schema: {}, headers, response };
  }
  const isSpecial = contentType !== undefined && contentType.split(';')[0] !== 'application/json';
  return {
    schema: objectOrEmpty(followReferences(document, chosenContent.media.schema)),
    headers,
    ...(isSpecial && { response: { contentType } }),
    ...resultSchema(chosenContent.media.schema, document, maxLength, reportLoss),
  };
}

interface Success {
  /** Status code such as `200` or `2XX`. */
  code: string;
  response: RawObject;
}

/** Returns the described successes; a `default` that is the only response of a document describes them as well. */
const describedSuccesses = ({ responses }: Operation): Success[] =>
  Object.entries(responses)
    .filter(
      ([code], _, { length }) => /^2(\d\d|XX)$/i.test(code) || (code === 'default' && length === 1),
    )
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, value]) => ({ code, response: objectOrEmpty(value) }));

/**
 * Returns the described contents of a success. For HEAD there are none, although documents often
 * describe those of GET.
 */
const successContents = (success: Success, { method }: Operation, document?: RawObject) =>
  Object.entries(method === 'HEAD' ? {} : objectOrEmpty(success.response.content)).map(
    ([type, media]) => ({
      ...success,
      type,
      media: objectOrEmpty(media),
      kind: bodyKindOf(type, document && mergedTarget(objectOrEmpty(media).schema, document)),
    }),
  );

/** Returns the result schema. Structured content is an object; any other value becomes its member `resultKey`. */
function resultSchema(
  statedSchema: unknown,
  document: RawObject,
  maxLength: number,
  reportLoss: LossReporter,
): Pick<ToolResponse, 'outputSchema' | 'resultKey'> {
  const resolvedSchema = objectOrEmpty(followReferences(document, statedSchema));
  if (Object.keys(resolvedSchema).length === 0) return {};
  const outputSchema = schemaWithinLimit(statedSchema, document, maxLength, reportLoss);
  const types = [outputSchema.type].flat();
  const isList = types.includes('array');
  if (!isList && Object.keys(outputSchema).every((key) => key === 'type' || key === 'description'))
    return {};
  if (
    types.includes('object') &&
    outputSchema.anyOf === undefined &&
    outputSchema.oneOf === undefined
  )
    return { outputSchema: { ...outputSchema, type: 'object' } };
  const key = isList ? 'items' : 'value';
  return {
    resultKey: key,
    outputSchema: {
      type: 'object',
      properties: { [key]: isList ? { ...outputSchema, type: 'array' } : outputSchema },
      ...(isList && { required: [key] }),
    },
  };
}

/** Returns whether a success is a redirect to a file, such as an archive. */
const isDownload = ({ method, responses }: Operation): boolean =>
  method === 'GET' && Object.keys(responses).some((code) => /^30[12378]$/.test(code));

/** Returns the characters of the schema, without keywords that the generated code states more briefly. */
const schemaLength = (schema: Schema): number =>
  JSON.stringify(withoutComponents(schema)).replaceAll(',"additionalProperties":true', '').length;

interface LimitedSchema {
  best: Schema;
  losses: readonly (readonly [kind: string, detail: string])[];
}

/** Limited schemas by limit and stated schema, because several operations return the same resource. */
const limitedSchemas = new WeakMap<RawObject, Map<string, LimitedSchema>>();

/**
 * Returns the deepest result schema with at most `maxLength` characters, and with short descriptions
 * if it is large. It accepts every response of the API.
 */
function schemaWithinLimit(
  schema: unknown,
  document: RawObject,
  maxLength: number,
  reportLoss: LossReporter,
): Schema {
  const schemasOfDocument = limitedSchemas.get(document) ?? new Map<string, LimitedSchema>();
  limitedSchemas.set(document, schemasOfDocument);
  const key = `${maxLength} ${JSON.stringify(schema)}`;
  const limitedSchema = schemasOfDocument.get(key) ?? newLimitedSchema(schema, document, maxLength);
  schemasOfDocument.set(key, limitedSchema);
  for (const [kind, detail] of limitedSchema.losses) reportLoss(`output-${kind}`, detail);
  return limitedSchema.best;
}

function newLimitedSchema(schema: unknown, document: RawObject, maxLength: number): LimitedSchema {
  const detailedSchema = deepestSchema(schema, document, maxLength, () => LONG_DESCRIPTION);
  const isWhole = !detailedSchema.losses.some(([kind]) => kind === 'depth');
  const shortSchema = isWhole
    ? detailedSchema
    : deepestSchema(schema, document, maxLength, (depth) => (depth < 2 ? 80 : 60));
  // The members of list items and their names matter more than descriptions of them.
  const isEnough = isWhole || shortSchema.depth >= ITEM_DEPTH;
  const bareSchemas = isEnough
    ? []
    : [ITEM_DEPTH - 1, 0].map((depth) =>
        deepestSchema(schema, document, maxLength, () => 80, depth),
      );
  const { best, losses } = [shortSchema, ...bareSchemas].reduce((deeper, candidate) =>
    candidate.depth > deeper.depth ? candidate : deeper,
  );
  return { best, losses: [...new Map(losses.map((loss) => [loss.join(), loss])).values()] };
}

const LONG_DESCRIPTION = 200;

/** Level of the items of a list that an object has. */
const ITEM_DEPTH = 2;

function deepestSchema(
  schema: unknown,
  document: RawObject,
  maxLength: number,
  descriptionsAt: (depth: number) => number,
  describedDepth?: number,
): { best: Schema; depth: number; losses: [string, string][] } {
  const at = (depth: number, reportLoss: LossReporter, namesMembers = false) =>
    convertSchema(schema, {
      document,
      io: 'output',
      descriptions: descriptionsAt(depth),
      ...(describedDepth !== undefined && { describedDepth }),
      depth,
      namesMembers,
      lost: reportLoss,
    });
  let best: Schema = {};
  let bestDepth = -1;
  let losses: [string, string][] = [
    ['depth', 'The result schema is too large: it has only the type.'],
  ];
  for (let depth = 0; depth <= 8; depth++) {
    const lossList: [string, string][] = [];
    const deeperSchema = at(depth, (kind, detail) => lossList.push([kind, detail]));
    if (schemaLength(deeperSchema) > maxLength) break;
    const done = !lossList.some(([kind]) => kind === 'depth');
    best = deeperSchema;
    losses = lossList;
    bestDepth = depth;
    if (done) return { best, depth, losses };
  }
  const namedSchema = at(bestDepth, () => {}, true);
  return {
    best: bestDepth < 0 || schemaLength(namedSchema) > maxLength ? best : namedSchema,
    depth: bestDepth,
    losses,
  };
}
