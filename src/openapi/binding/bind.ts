import { methodsWithoutBody } from '../../model/http.js';
import { capitalized } from '../../model/names.js';
import { bodyOf, USUAL } from './body.js';
import { identifierName } from './identifier.js';
import { settled } from '../schema/definitions.js';
import {
  isObj,
  obj,
  ownValue,
  text,
  type BodyBinding,
  type Obj,
  type Operation,
  type Parameter,
  type ParameterBinding,
  type PartBinding,
  type RequestSpec,
  type Schema,
} from '../model.js';
import { argumentNames } from '../names.js';
import { bindingOf, onlyValue, parametersOf, pathOf } from './parameters.js';
import { resolved } from '../document/references.js';
import { convert } from '../schema/convert.js';
import { withoutNull } from '../schema/parts.js';
import { NotSupported, type Lost, type Slot } from './slots.js';
import { brief } from '../text.js';

export interface BindOptions {
  document: Obj;
  /** `header x-api-key`: parameters that carry the credentials. */
  credentials: ReadonlySet<string>;
  hasOauth: boolean;
  lost: Lost;
}
export interface Bound {
  inputSchema: Schema;
  request: RequestSpec;
}

const PROPERTY_DESCRIPTION = 200;

/**
 * The request of an operation and the schema of its arguments.
 * @throws NotSupported
 */
export function bind(
  operation: Operation,
  { document, credentials, hasOauth, lost }: BindOptions,
): Bound {
  const headers: Record<string, string> = {};
  const constants: ParameterBinding[] = [];
  const slots: Slot[] = [];
  for (const parameter of parametersOf(operation, lost)) {
    if (isCredential(parameter)) {
      lost('credential', `The sign-in sets ${parameter.in} parameter "${parameter.name}".`);
      continue;
    }
    const schema = obj(resolved(document, parameter.schema));
    const only = onlyValue(schema, parameter);
    if (only !== undefined) {
      if (parameter.in === 'header')
        headers[parameter.name] = typeof only === 'string' ? only : JSON.stringify(only);
      else constants.push({ in: parameter.in, name: parameter.name, constant: only });
      lost(
        'constant',
        `${capitalized(parameter.in)} parameter "${parameter.name}" is always ${JSON.stringify(only)}.`,
      );
      continue;
    }
    if (parameter.deprecated && !parameter.required) {
      lost(
        'deprecated',
        `${capitalized(parameter.in)} parameter "${parameter.name}" is deprecated.`,
      );
      continue;
    }
    const name = parameter.in === 'path' && identifierName(operation.path, parameter.name);
    slots.push({
      place: parameter.in,
      wire: parameter.name,
      ...(name && { name }),
      schema: parameter.schema,
      required: parameter.required,
      parameter,
      ...(parameter.description !== undefined && { description: parameter.description }),
    });
  }
  // Some documents distinguish operations on one path by `?action=x` or `#x`. Queries are sent, fragments are not.
  const [, query = ''] = /\?([^#]*)/.exec(operation.path) ?? [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (/[{}]/.test(value)) throw new NotSupported('The query in its path has a variable.');
    constants.push({ in: 'query', name, constant: value });
  }
  if (operation.path.includes('#'))
    lost('fragment', `The fragment of ${operation.path} is not sent.`);
  const body = bodyOf(operation, document, slots, lost);
  const names = argumentNames(slots);
  for (const [index, { place, wire }] of slots.entries()) {
    if (names[index] !== wire && place !== 'body')
      lost(
        'renamed',
        `${capitalized(place)} parameter "${wire}" is the argument "${names[index] ?? wire}".`,
      );
  }
  const request: RequestSpec = {
    method: operation.method,
    path: pathOf(operation.path, slots, names),
  };
  const inQuery: string[] = [];
  const parameters: ParameterBinding[] = [...constants];
  const hasBody = body !== undefined;
  for (const [index, slot] of slots.entries()) {
    const name = names[index] ?? slot.wire;
    if (!slot.parameter) continue;
    const binding = bindingOf(slot.parameter, name, slot, document, lost);
    if (binding) parameters.push(binding);
    else if (slot.place === 'query' && !methodsWithoutBody.includes(operation.method))
      inQuery.push(name);
  }
  if (inQuery.length > 0) request.query = inQuery;
  if (parameters.length > 0) request.parameters = parameters;
  if (Object.keys(headers).length > 0) request.headers = headers;
  if (body) {
    const bound = new Map<string, PartBinding>();
    for (const [index, slot] of slots.entries()) {
      const argument = names[index] ?? slot.wire;
      if (slot.place !== 'body') continue;
      if (argument !== slot.wire)
        lost('renamed', `Body property "${slot.wire}" is the argument "${argument}".`);
      if (argument !== slot.wire || slot.part || methodsWithoutBody.includes(operation.method))
        bound.set(slot.wire, { argument, ...slot.part });
    }
    const properties = Object.fromEntries(bound);
    const whole = slots.findIndex((slot) => slot.place === 'whole');
    const binding: BodyBinding = {
      ...(body.as !== 'json' && { as: body.as }),
      ...(body.contentType !== USUAL[body.as] && { contentType: body.contentType }),
      ...(whole >= 0 && { argument: names[whole] ?? 'body' }),
      ...(Object.keys(properties).length > 0 && { properties }),
    };
    if (Object.keys(binding).length > 0) request.body = binding;
  }
  return { inputSchema: inputSchema(slots, names, operation, hasBody, document, lost), request };

  function isCredential({ in: place, name }: Parameter): boolean {
    const key = `${place} ${name.toLowerCase()}`;
    return (
      credentials.has(key) ||
      (hasOauth && ['token', 'access_token'].includes(name.toLowerCase()) && place !== 'path')
    );
  }
}

/** All arguments are converted together, so that they share `$defs`. */
function inputSchema(
  slots: readonly Slot[],
  names: readonly string[],
  operation: Operation,
  hasBody: boolean,
  document: Obj,
  lost: Lost,
): Schema {
  const properties = Object.fromEntries(
    slots.map((slot, index) => [names[index] ?? slot.wire, slot.schema]),
  );
  const required = slots.flatMap((slot, index) =>
    slot.required ? [names[index] ?? slot.wire] : [],
  );
  const keepNull = hasBody && (operation.method === 'PATCH' || operation.method === 'PUT');
  const raw = convert(
    { type: 'object', properties, required },
    {
      document,
      io: 'input',
      argumentsAtRoot: true,
      keepNull,
      loose: false,
      descriptions: PROPERTY_DESCRIPTION,
      lost,
    },
  );
  const converted = obj(raw.properties);
  for (const [index, slot] of slots.entries()) {
    const name = names[index] ?? slot.wire;
    const schema = ownValue(converted, name);
    if (!isObj(schema)) continue;
    const stated = brief(slot.description, PROPERTY_DESCRIPTION);
    const own = stated || text(schema.description);
    const description = slot.part?.file ? fileText(own) : own;
    if (description) converted[name] = { ...schema, description };
    if (slot.part?.file) {
      const fileName = names.includes(slot.part.file) ? `${name}_file_name` : slot.part.file;
      slot.part.file = fileName;
      converted[fileName] = { type: 'string', description: `Name of the file in "${name}".` };
    }
  }
  const schema = settled({
    type: 'object',
    properties: converted,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...(raw.$defs !== undefined && { $defs: raw.$defs }),
  });
  // Only a body has a null. What is referenced can be nullable, too.
  for (const [index, { parameter, wire }] of slots.entries()) {
    if (parameter) withoutNull(obj(ownValue(obj(schema.properties), names[index] ?? wire)));
  }
  return schema;
}

const fileText = (stated = ''): string =>
  stated === '' ? 'File content, base64.' : `${stated.replace(/\.$/, '')}, base64.`;
