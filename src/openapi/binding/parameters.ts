import { isSecretName, snakeCase } from '../../../runtime/src/utils/argument-names.js';
import { IDEMPOTENCY_KEY } from '../../../runtime/src/utils/idempotency-key.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { contentForm } from '../../model/media-type.js';
import { capitalize } from '../../model/names.js';
import { singular } from '../../model/text/singular.js';
import type { ArgumentRequest } from '../argument-names.js';
import { followReferences } from '../document/references.js';
import {
  listOrEmpty,
  type Operation,
  type Parameter,
  type ParameterBinding,
  type PartBinding,
  type RawObject,
  type Serialization,
} from '../model.js';
import { hasNestedItems, mergedTarget, serializedShape } from '../schema/serialized-shape.js';

export type LossReporter = (kind: string, detail: string) => void;
/** The binding of a tool cannot express the operation. The message is a sentence. */
export class NotSupportedError extends Error {}

/** An argument that has no name yet. The location of a whole body is "whole". */
export interface Slot extends ArgumentRequest {
  schema: unknown;
  isRequired: boolean;
  description?: string;
  parameter?: Parameter;
  /** Whether the value is a file, whose name is also an argument. */
  isFile?: boolean;
  part?: Omit<PartBinding, 'argument' | 'file'>;
}

/** A slot with unique names for its arguments. */
export interface Argument extends Slot {
  argument: string;
  /** Name of the argument with the file name. */
  fileName?: string;
}

/** Names of values that grant access, even if they only identify what is read or revoked. */
const ACCESS_NAME = /(token|key|client_secret|password|passwd|passphrase|pwd|pem|otp|code)$/;

/**
 * Returns a better argument name for a path parameter that is named like a secret but identifies a
 * resource of its collection: `authorization_id` for `/authorizations/{authorization}`.
 */
function identifierName(path: string, parameter: string): string | undefined {
  const name = snakeCase(parameter);
  if (!isSecretName(name) || ACCESS_NAME.test(name)) return undefined;
  const [pathBefore = ''] = path.split(`{${parameter}}`);
  const collection = snakeCase(pathBefore.split('/').at(-2) ?? '');
  const singularNoun = singular(collection);
  return singularNoun !== collection && singularNoun === singular(name)
    ? `${parameter}_id`
    : undefined;
}

export interface ParameterOptions {
  document: RawObject;
  /** Parameters that contain credentials, such as `header x-api-key`. */
  credentials: ReadonlySet<string>;
  hasOauth: boolean;
  lost: LossReporter;
}

interface ParameterSlots {
  slots: Slot[];
  /** Constants that each request has. */
  headers: Record<string, string>;
  constants: ParameterBinding[];
  /** The header by which the API recognizes a repeated change. */
  idempotencyKey?: string;
}

/** Returns the slots of an operation's parameters, and the parameters that are constants. @throws NotSupportedError */
export function parameterSlots(operation: Operation, options: ParameterOptions): ParameterSlots {
  const { document, lost: reportLoss } = options;
  const slots: Slot[] = [];
  const headers: Record<string, string> = {};
  const constants = pathConstants(operation, reportLoss);
  const keys: string[] = [];
  for (const parameter of allParameters(operation, reportLoss)) {
    const { in: place, name: wire, schema, required: isRequired, description } = parameter;
    const label = `${capitalize(place)} parameter "${wire}"`;
    if (isCredential(parameter, operation, options)) {
      reportLoss('credential', `The sign-in sets ${place} parameter "${wire}".`);
      continue;
    }
    const constant = onlyValue(objectOrEmpty(followReferences(document, schema)), parameter);
    if (constant !== undefined) {
      const value = JSON.stringify(constant);
      if (place === 'header') headers[wire] = typeof constant === 'string' ? constant : value;
      else constants.push({ in: place, name: wire, constant: constant });
      reportLoss('constant', `${label} is always ${value}.`);
      continue;
    }
    if (isIdempotencyKey(parameter, operation, document)) {
      keys.push(wire);
      reportLoss('idempotency', `Header "${wire}" gets a key that repetitions of a call share.`);
      continue;
    }
    if (parameter.deprecated && !isRequired) {
      reportLoss('deprecated', `${label} is deprecated.`);
      continue;
    }
    const name = place === 'path' && identifierName(operation.path, wire);
    const texts = { ...(name && { name }), ...(description !== undefined && { description }) };
    slots.push({ place, wire, ...texts, schema, isRequired, parameter });
  }
  const [idempotencyKey] = keys;
  return {
    slots: withoutNameClashes(slots, options),
    headers,
    constants,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

/**
 * Returns slots without objects whose fields have the names of other parameters, because a request
 * could contain only one of both.
 * @throws NotSupportedError if such an object is required
 */
function withoutNameClashes(
  slots: readonly Slot[],
  { document, lost: reportLoss }: ParameterOptions,
): Slot[] {
  const inQuery = slots.filter(({ place }) => place === 'query');
  return slots.filter((slot) => {
    const { wire, schema, isRequired, parameter } = slot;
    const { in: place, style = 'form', explode = true, contentType } = parameter ?? {};
    const isSpread = place === 'query' && style === 'form' && explode && contentType === undefined;
    const clashingName = isSpread
      ? propertyNames(schema, document).find((name) =>
          inQuery.some((other) => other !== slot && other.wire === name),
        )
      : undefined;
    if (clashingName === undefined) return true;
    const detail = `The query parameter "${wire}" has the field "${clashingName}", which is a parameter, too.`;
    if (isRequired) throw new NotSupportedError(detail);
    reportLoss('collision', `${detail} It is not an argument.`);
    return false;
  });
}

/** Returns the names of the properties of an object schema and of its branches. */
function propertyNames(schema: unknown, document: RawObject): string[] {
  const { properties, oneOf, anyOf } = mergedTarget(schema, document);
  const branches = [...listOrEmpty(oneOf), ...listOrEmpty(anyOf)].flatMap((branch) =>
    propertyNames(branch, document),
  );
  return [...Object.keys(objectOrEmpty(properties)), ...branches];
}

/**
 * Returns constants in the path. Some documents distinguish operations on one path by `?action=x`
 * or `#x`; queries are sent, fragments are not.
 */
function pathConstants({ path }: Operation, reportLoss: LossReporter): ParameterBinding[] {
  if (path.includes('#')) reportLoss('fragment', `The fragment of ${path} is not sent.`);
  const [, query = ''] = /\?([^#]*)/.exec(path) ?? [];
  return Array.from(new URLSearchParams(query), ([name, value]): ParameterBinding => {
    if (/[{}]/.test(value)) throw new NotSupportedError('The query in its path has a variable.');
    return { in: 'query', name, constant: value };
  });
}

/** Returns whether a parameter contains credentials. A token of an operation without sign-in is an argument. */
function isCredential(
  { in: place, name }: Parameter,
  { security }: Operation,
  { credentials, hasOauth }: ParameterOptions,
): boolean {
  const lower = name.toLowerCase();
  const isToken = ['token', 'access_token'].includes(lower) && place !== 'path';
  const isSigned = security.some((requirement) => Object.keys(requirement).length > 0);
  return credentials.has(`${place} ${lower}`) || (hasOauth && isToken && isSigned);
}

/**
 * Returns whether a header is the idempotency key of a change, and can be a UUID.
 * `Repeatability-Request-ID` needs the time of the first request, too.
 */
function isIdempotencyKey(
  { in: place, name, schema }: Parameter,
  { method }: Operation,
  document: RawObject,
): boolean {
  const {
    type = 'string',
    format,
    pattern,
    maxLength,
  } = objectOrEmpty(followReferences(document, schema));
  const canBeUuid =
    [type].flat().includes('string') &&
    (format === undefined || format === 'uuid') &&
    (pattern === undefined || format === 'uuid') &&
    Number(maxLength ?? 36) >= 36;
  const isChange = method !== 'GET' && method !== 'HEAD';
  const isName = IDEMPOTENCY_KEY.test(name) && !/^repeatability-/i.test(name);
  return place === 'header' && isChange && isName && canBeUuid;
}

/** Headers that OpenAPI ignores, and those of the connection or the client (RFC 9110 section 7.6.1). */
const IGNORED_HEADERS = [
  ...['accept', 'content-type', 'authorization', 'cookie', 'host', 'content-length', 'expect'],
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['accept-encoding', 'accept-charset'],
];
/** Returns whether the runtime sets the header: a caller may compress a file, but the runtime writes other bodies as they are. */
const isSetByRuntime = (name: string, { body }: Operation): boolean =>
  name === 'content-encoding'
    ? Object.keys(objectOrEmpty(body?.content)).every((type) => contentForm(type) !== 'binary')
    : IGNORED_HEADERS.includes(name);

/** Headers for searching logs, whose values clients generate. */
const TRACING = /^(x-)?(client-)?(request|correlation|trace)-id$|^(traceparent|tracestate)$/i;
const isTracing = ({ name, required, description = '' }: Parameter) =>
  !required && TRACING.test(name) && !/idempoten/i.test(description);
const DEFAULT_STYLE = { path: 'simple', header: 'simple', query: 'form', cookie: 'form' } as const;

/** Returns the only value of a required parameter, or the default of a header that is required or states a version. */
function onlyValue(schema: RawObject, parameter: Parameter): unknown {
  if (parameter.in === 'path') return undefined;
  const values = schema.const === undefined ? listOrEmpty(schema.enum) : [schema.const];
  if (parameter.required && values.length === 1) return values[0];
  const isFixed = parameter.required || /version$/i.test(parameter.name);
  return parameter.in === 'header' && isFixed && schema.default !== undefined
    ? schema.default
    : undefined;
}

/** Returns the described parameters, and the undescribed ones of the path. */
function allParameters(operation: Operation, reportLoss: LossReporter): Parameter[] {
  const inPath = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const parameters = operation.parameters.filter((parameter) => {
    if (parameter.in === 'header' && isSetByRuntime(parameter.name.toLowerCase(), operation)) {
      reportLoss('ignored-header', `Header "${parameter.name}" is set by the runtime.`);
      return false;
    }
    if (parameter.in === 'header' && isTracing(parameter)) {
      reportLoss(
        'ignored-header',
        `Header "${parameter.name}" is for logs. It is not an argument.`,
      );
      return false;
    }
    if (parameter.in !== 'path' || inPath.includes(parameter.name)) return true;
    reportLoss('path', `The path has no {${parameter.name}}.`);
    return false;
  });
  for (const name of new Set(inPath)) {
    if (parameters.some((parameter) => parameter.in === 'path' && parameter.name === name))
      continue;
    reportLoss('path', `{${name}} is not described. It is a string.`);
    parameters.push({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      deprecated: false,
    });
  }
  return parameters.map((parameter) =>
    parameter.in === 'path' ? { ...parameter, required: true } : parameter,
  );
}

/** Returns the path with argument names. */
export function argumentPath(path: string, args: readonly Argument[]): string {
  const inPath = args.filter(({ place }) => place === 'path');
  const argumentFor = (wireName: string) =>
    inPath.find(({ wire }) => wire === wireName)?.argument ?? wireName;
  return path
    .replace(/[?#].*$/s, '')
    .replace(/\{([^{}]+)\}/g, (_, wire: string) => `{${argumentFor(wire)}}`)
    .replace(UNENCODED_CHARACTER, encodeURIComponent);
}

/** Characters that a path percent-encodes (RFC 3986 section 3.3), except braces. */
const UNENCODED_CHARACTER = /%(?![0-9A-Fa-f]{2})|[^\w.~!$&'()*+,;=:@/%{}\p{Surrogate}-]/gu;

/**
 * Returns how an argument is sent as a parameter; undefined for arguments in the body, and for path
 * segments, which have no name in the request.
 */
export function parameterBinding(
  { parameter, argument, schema }: Argument,
  document: RawObject,
  reportLoss: LossReporter,
): ParameterBinding | undefined {
  if (!parameter) return undefined;
  const { in: place, name } = parameter;
  const defaultStyle = DEFAULT_STYLE[place];
  let style = parameter.style ?? defaultStyle;
  if (!STYLES_BY_PLACE[place].includes(style)) {
    reportLoss(
      'style',
      `${place} parameter "${name}" cannot have the style ${style}. It has the style ${defaultStyle}.`,
    );
    style = defaultStyle;
  }
  const shape = serializedShape(schema, document);
  const explode = parameter.explode ?? (style === 'form' || style === 'deepObject');
  const isStructured = shape !== 'scalar';
  const isJson = isSentAsJson({ ...parameter, style }, schema, document);
  const contentType = parameter.contentType ?? (isJson ? 'application/json' : undefined);
  if (isJson)
    reportLoss(
      'nested',
      `OpenAPI does not define nested values of ${place} parameter "${name}". They are sent as JSON.`,
    );
  const isNumbered = style === 'deepObject' && hasNestedItems(schema, document);
  if (isNumbered)
    reportLoss(
      'nested',
      `OpenAPI does not define lists of objects in ${place} parameter "${name}". Their items are numbered: ${name}[0].`,
    );
  const isReserved = parameter.allowReserved === true;
  const slashes =
    place === 'path' && !isStructured && style === defaultStyle && parameter.slashes === true;
  if (isReserved && place !== 'query')
    reportLoss('reserved', `${capitalize(place)} parameter "${name}" is sent encoded.`);
  const serialization: Serialization =
    contentType !== undefined
      ? { contentType }
      : {
          ...(style !== defaultStyle && (isStructured || place === 'path') && { style }),
          ...(isStructured &&
            explode !== (style === 'form' || style === 'deepObject') && { explode }),
          ...(isReserved && place === 'query' && { allowReserved: true }),
          ...(slashes && { slashes }),
          // OpenAPI does not define these serializations; Stripe, Rails and PHP parse them.
          ...(style === 'deepObject' && shape === 'list' && { lists: 'brackets' }),
          ...(isNumbered && { lists: 'indices' }),
        };
  const isSegment = place === 'path' && !isStructured && Object.keys(serialization).length === 0;
  return isSegment ? undefined : { in: place, name, argument, ...serialization };
}

/** Returns whether OpenAPI defines no serialization of the values, so that they are sent as JSON. */
export function isSentAsJson(
  { in: place, style = DEFAULT_STYLE[place], explode = true, contentType }: Parameter,
  schema: unknown,
  document: RawObject,
): boolean {
  if (contentType !== undefined || style === 'deepObject') return false;
  const shape = serializedShape(schema, document);
  // Each member becomes a parameter of its own, whose lists repeat it.
  const isSpread = place === 'query' && style === 'form' && explode;
  return shape === 'nested' || (shape === 'lists' && !isSpread);
}

const STYLES_BY_PLACE: Record<Parameter['in'], readonly string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'tabDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
