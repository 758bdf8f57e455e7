import { capitalized } from '../../model/names.js';
import { resolved } from '../document/references.js';
import {
  list,
  obj,
  type Obj,
  type Operation,
  type Parameter,
  type ParameterBinding,
} from '../model.js';
import { flatOf } from '../schema/shape.js';
import { identifierName } from './identifier.js';
import { onlyValue, parametersOf } from './parameters.js';
import { NotSupported, type Lost, type Slot } from './slots.js';

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
    const shown = `${capitalized(place)} parameter "${wire}"`;
    if (isCredential(parameter, operation, options)) {
      lost('credential', `The sign-in sets ${place} parameter "${wire}".`);
      continue;
    }
    const only = onlyValue(obj(resolved(document, schema)), parameter);
    if (only !== undefined) {
      const value = JSON.stringify(only);
      if (place === 'header') headers[wire] = typeof only === 'string' ? only : value;
      else constants.push({ in: place, name: wire, constant: only });
      lost('constant', `${shown} is always ${value}.`);
      continue;
    }
    if (parameter.deprecated && !required) {
      lost('deprecated', `${shown} is deprecated.`);
      continue;
    }
    const name = place === 'path' && identifierName(operation.path, wire);
    const own = { ...(name && { name }), ...(description !== undefined && { description }) };
    slots.push({ place, wire, ...own, schema, required, parameter });
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

/** Of an object, or of its branches. */
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
  return credentials.has(`${place} ${lower}`) || (hasOauth && isToken && security.length > 0);
}
