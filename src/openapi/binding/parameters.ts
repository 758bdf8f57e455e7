import { isSecretName, words } from '../../../runtime/src/utils/argument-names.js';
import { capitalize } from '../../model/names.js';
import { singular } from '../../model/singular.js';
import { followReferences } from '../document/references.js';
import {
  list,
  type Obj,
  obj,
  type Operation,
  type Parameter,
  type ParameterBinding,
  type PartBinding,
  type Serialization,
} from '../model.js';
import type { Wanted } from '../names.js';
import { flatOf, hasNestedItems, shapeOf } from '../schema/shape.js';

export type Lost = (kind: string, detail: string) => void;
/** The binding of a tool cannot express the operation; the message is a sentence. */
export class NotSupported extends Error {}

/** An argument before it has a name. The location of a whole body is "whole". */
export interface Slot extends Wanted {
  schema: unknown;
  required: boolean;
  description?: string;
  parameter?: Parameter;
  /** The value is a file, whose name is an argument, too. */
  isFile?: boolean;
  part?: Omit<PartBinding, 'argument' | 'file'>;
}

/** A slot with the names of its arguments, which no other one has. */
export interface Argument extends Slot {
  argument: string;
  /** Name of the argument for the file name. */
  fileName?: string;
}

/** Values with these names grant access, also where they identify what is read or revoked. */
const GRANTS_ACCESS = /(token|key|client_secret|password|passwd|passphrase|pwd|pem|otp|code)$/;

/**
 * The argument of a path parameter that has the name of a secret, but identifies a resource of its collection:
 * `authorization_id` for `/authorizations/{authorization}`.
 */
function identifierName(path: string, parameter: string): string | undefined {
  const name = words(parameter);
  if (!isSecretName(name) || GRANTS_ACCESS.test(name)) return undefined;
  const [before = ''] = path.split(`{${parameter}}`);
  const collection = words(before.split('/').at(-2) ?? '');
  const one = singular(collection);
  return one !== collection && one === singular(name) ? `${parameter}_id` : undefined;
}

export interface ParameterOptions {
  document: Obj;
  /** `header x-api-key`: parameters that carry the credentials. */
  credentials: ReadonlySet<string>;
  hasOauth: boolean;
  lost: Lost;
}

interface ParameterSlots {
  slots: Slot[];
  /** What each request has. */
  headers: Record<string, string>;
  constants: ParameterBinding[];
}

/**
 * The arguments that the parameters of an operation become, and those that need none.
 * @throws NotSupported
 */
export function parameterSlots(operation: Operation, options: ParameterOptions): ParameterSlots {
  const { document, lost } = options;
  const slots: Slot[] = [];
  const headers: Record<string, string> = {};
  const constants = pathConstants(operation, lost);
  for (const parameter of parametersOf(operation, lost)) {
    const { in: place, name: wire, schema, required, description } = parameter;
    const label = `${capitalize(place)} parameter "${wire}"`;
    if (isCredential(parameter, operation, options)) {
      lost('credential', `The sign-in sets ${place} parameter "${wire}".`);
      continue;
    }
    const only = onlyValue(obj(followReferences(document, schema)), parameter);
    if (only !== undefined) {
      const value = JSON.stringify(only);
      if (place === 'header') headers[wire] = typeof only === 'string' ? only : value;
      else constants.push({ in: place, name: wire, constant: only });
      lost('constant', `${label} is always ${value}.`);
      continue;
    }
    if (parameter.deprecated && !required) {
      lost('deprecated', `${label} is deprecated.`);
      continue;
    }
    const name = place === 'path' && identifierName(operation.path, wire);
    const texts = { ...(name && { name }), ...(description !== undefined && { description }) };
    slots.push({ place, wire, ...texts, schema, required, parameter });
  }
  return { slots: apart(slots, options), headers, constants };
}

/**
 * Without the objects whose fields are parameters with the names of other ones: the request could have only one of both.
 * @throws NotSupported where such an object is required
 */
function apart(slots: readonly Slot[], { document, lost }: ParameterOptions): Slot[] {
  const inQuery = new Set(slots.flatMap(({ place, wire }) => (place === 'query' ? [wire] : [])));
  return slots.filter(({ wire, schema, required, parameter }) => {
    const { in: place, style = 'form', explode = true, contentType } = parameter ?? {};
    const isSpread = place === 'query' && style === 'form' && explode && contentType === undefined;
    const shared = isSpread
      ? fieldsOf(schema, document).find((name) => inQuery.has(name))
      : undefined;
    if (shared === undefined) return true;
    const detail = `The query parameter "${wire}" has the field "${shared}", which is a parameter, too.`;
    if (required) throw new NotSupported(detail);
    lost('collision', `${detail} It is not an argument.`);
    return false;
  });
}

/** Names of the properties of an object schema and of its branches. */
function fieldsOf(schema: unknown, document: Obj): string[] {
  const { properties, oneOf, anyOf } = flatOf(schema, document);
  const branches = [...list(oneOf), ...list(anyOf)].flatMap((one) => fieldsOf(one, document));
  return [...Object.keys(obj(properties)), ...branches];
}

/** Some documents distinguish operations on one path by `?action=x` or `#x`. Queries are sent, fragments are not. */
function pathConstants({ path }: Operation, lost: Lost): ParameterBinding[] {
  if (path.includes('#')) lost('fragment', `The fragment of ${path} is not sent.`);
  const [, query = ''] = /\?([^#]*)/.exec(path) ?? [];
  return Array.from(new URLSearchParams(query), ([name, value]): ParameterBinding => {
    if (/[{}]/.test(value)) throw new NotSupported('The query in its path has a variable.');
    return { in: 'query', name, constant: value };
  });
}

/** A token of an operation without sign-in is another one. */
function isCredential(
  { in: place, name }: Parameter,
  { security }: Operation,
  { credentials, hasOauth }: ParameterOptions,
): boolean {
  const lower = name.toLowerCase();
  const isToken = ['token', 'access_token'].includes(lower) && place !== 'path';
  const isSigned = security.some((one) => Object.keys(one).length > 0);
  return credentials.has(`${place} ${lower}`) || (hasOauth && isToken && isSigned);
}

/** Those that OpenAPI ignores, and those that belong to the connection or to the client (RFC 9110 section 7.6.1). */
const IGNORED_HEADERS = [
  ...['accept', 'content-type', 'authorization', 'cookie', 'host', 'content-length', 'expect'],
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
];
/** Those with which logs are searched; clients make them up. */
const TRACING = /^(x-)?(client-)?(request|correlation|trace)-id$|^(traceparent|tracestate)$/i;
const isTracing = ({ name, required, description = '' }: Parameter) =>
  !required && TRACING.test(name) && !/idempoten/i.test(description);
const DEFAULT_STYLE = { path: 'simple', header: 'simple', query: 'form', cookie: 'form' } as const;

/** The only value of a required parameter, or the default of a header that is required or states a version. */
function onlyValue(schema: Obj, parameter: Parameter): unknown {
  if (parameter.in === 'path') return undefined;
  const values = schema.const === undefined ? list(schema.enum) : [schema.const];
  if (parameter.required && values.length === 1) return values[0];
  const isFixed = parameter.required || /version$/i.test(parameter.name);
  return parameter.in === 'header' && isFixed && schema.default !== undefined
    ? schema.default
    : undefined;
}

/** The described parameters, and those of the path that are not described. */
function parametersOf(operation: Operation, lost: Lost): Parameter[] {
  const inPath = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const parameters = operation.parameters.filter((one) => {
    if (one.in === 'header' && IGNORED_HEADERS.includes(one.name.toLowerCase())) {
      lost('ignored-header', `Header "${one.name}" is set by the runtime.`);
      return false;
    }
    if (one.in === 'header' && isTracing(one)) {
      lost('ignored-header', `Header "${one.name}" is for logs. It is not an argument.`);
      return false;
    }
    if (one.in !== 'path' || inPath.includes(one.name)) return true;
    lost('path', `The path has no {${one.name}}.`);
    return false;
  });
  for (const name of new Set(inPath)) {
    if (parameters.some((one) => one.in === 'path' && one.name === name)) continue;
    lost('path', `{${name}} is not described. It is a string.`);
    parameters.push({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      deprecated: false,
    });
  }
  return parameters.map((one) => (one.in === 'path' ? { ...one, required: true } : one));
}

/** The path with the names of arguments. */
export function pathOf(path: string, args: readonly Argument[]): string {
  const inPath = args.filter(({ place }) => place === 'path');
  const nameOf = (sent: string) => inPath.find(({ wire }) => wire === sent)?.argument ?? sent;
  return path
    .replace(/[?#].*$/s, '')
    .replace(/\{([^{}]+)\}/g, (_, wire: string) => `{${nameOf(wire)}}`)
    .replace(UNENCODED, encodeURIComponent);
}

/** What a path has percent-encoded (RFC 3986 section 3.3), except braces. */
const UNENCODED = /%(?![0-9A-Fa-f]{2})|[^\w.~!$&'()*+,;=:@/%{}\p{Surrogate}-]/gu;

/** How an argument is sent as a parameter; undefined for what is in the body, and for a segment of the path, which has no name in the request. */
export function bindingOf(
  { parameter, argument, schema }: Argument,
  document: Obj,
  lost: Lost,
): ParameterBinding | undefined {
  if (!parameter) return undefined;
  const { in: place, name } = parameter;
  const defaultStyle = DEFAULT_STYLE[place];
  let style = parameter.style ?? defaultStyle;
  if (!FITS[place].includes(style)) {
    lost(
      'style',
      `${place} parameter "${name}" cannot have the style ${style}. It has the style ${defaultStyle}.`,
    );
    style = defaultStyle;
  }
  const shape = shapeOf(schema, document);
  const explode = parameter.explode ?? (style === 'form' || style === 'deepObject');
  const matters = shape !== 'scalar';
  const isJson = shape === 'nested' && style !== 'deepObject';
  const contentType = parameter.contentType ?? (isJson ? 'application/json' : undefined);
  if (isJson && !parameter.contentType)
    lost(
      'nested',
      `OpenAPI does not define nested values of ${place} parameter "${name}". They are sent as JSON.`,
    );
  const isNumbered = style === 'deepObject' && hasNestedItems(schema, document);
  if (isNumbered)
    lost(
      'nested',
      `OpenAPI does not define lists of objects in ${place} parameter "${name}". Their items are numbered: ${name}[0].`,
    );
  const isReserved = parameter.allowReserved === true;
  const slashes =
    place === 'path' && !matters && style === defaultStyle && parameter.slashes === true;
  if (isReserved && place !== 'query')
    lost('reserved', `${capitalize(place)} parameter "${name}" is sent encoded.`);
  const serialization: Serialization =
    contentType !== undefined
      ? { contentType }
      : {
          ...(style !== defaultStyle && (matters || place === 'path') && { style }),
          ...(matters && explode !== (style === 'form' || style === 'deepObject') && { explode }),
          ...(isReserved && place === 'query' && { allowReserved: true }),
          ...(slashes && { slashes }),
          // OpenAPI does not define them; Stripe, Rails and PHP read these forms.
          ...(style === 'deepObject' && shape === 'list' && { lists: 'brackets' }),
          ...(isNumbered && { lists: 'indices' }),
        };
  const isSegment = place === 'path' && !matters && Object.keys(serialization).length === 0;
  return isSegment ? undefined : { in: place, name, argument, ...serialization };
}

const FITS: Record<Parameter['in'], readonly string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'tabDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
