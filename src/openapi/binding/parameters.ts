import {
  list,
  type Obj,
  type Operation,
  type Parameter,
  type ParameterBinding,
  type Serialization,
} from '../model.js';
import { flatOf, shapeOf } from '../schema/shape.js';
import type { Argument, Lost } from './slots.js';

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
export function onlyValue(schema: Obj, parameter: Parameter): unknown {
  if (parameter.in === 'path') return undefined;
  const values = schema.const === undefined ? list(schema.enum) : [schema.const];
  if (parameter.required && values.length === 1) return values[0];
  const isFixed = parameter.required || /version$/i.test(parameter.name);
  return parameter.in === 'header' && isFixed && schema.default !== undefined
    ? schema.default
    : undefined;
}

/** The described parameters, and those of the path that are not described. */
export function parametersOf(operation: Operation, lost: Lost): Parameter[] {
  const inPath = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const known = operation.parameters.filter((one) => {
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
    if (known.some((one) => one.in === 'path' && one.name === name)) continue;
    lost('path', `{${name}} is not described. It is a string.`);
    known.push({ name, in: 'path', required: true, schema: { type: 'string' }, deprecated: false });
  }
  return known.map((one) => (one.in === 'path' ? { ...one, required: true } : one));
}

/** The path with the names of arguments. */
export function pathOf(path: string, args: readonly Argument[]): string {
  const inPath = args.filter(({ place }) => place === 'path');
  const nameOf = (sent: string) => inPath.find(({ wire }) => wire === sent)?.argument ?? sent;
  return path
    .replace(/[?#].*$/s, '')
    .replace(/\{([^{}]+)\}/g, (_, wire: string) => `{${nameOf(wire)}}`);
}

/** Undefined if the default rules apply, and for what is in the body. */
export function bindingOf(
  { parameter, argument, schema }: Argument,
  document: Obj,
  lost: Lost,
): ParameterBinding | undefined {
  if (!parameter) return undefined;
  const { in: place, name } = parameter;
  const usual = DEFAULT_STYLE[place];
  let style = parameter.style ?? usual;
  if (!FITS[place].includes(style)) {
    lost(
      'style',
      `${place} parameter "${name}" cannot have the style ${style}. It has the style ${usual}.`,
    );
    style = usual;
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
  const serialization: Serialization =
    contentType !== undefined
      ? { contentType }
      : {
          ...(style !== usual && (matters || place === 'path') && { style }),
          ...(matters && explode !== (style === 'form' || style === 'deepObject') && { explode }),
          ...(parameter.allowReserved && { allowReserved: true }),
          // OpenAPI does not define it; Stripe, Rails and PHP read this form.
          ...(style === 'deepObject' && shape === 'list' && { lists: 'brackets' }),
        };
  const isPlain = Object.keys(serialization).length === 0;
  if (isPlain && place === 'path' && shape === 'scalar') return undefined;
  const isUnion = Object.keys(flatOf(schema, document)).some(
    (key) => key === 'oneOf' || key === 'anyOf',
  );
  if (
    isPlain &&
    place === 'query' &&
    argument === name &&
    !isUnion &&
    (shape === 'scalar' || shape === 'list')
  )
    return undefined;
  return { in: place, ...(argument !== name && { name }), argument, ...serialization };
}

const FITS: Record<Parameter['in'], readonly string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'tabDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
