import { isSecretName, words } from '../../../runtime/src/utils/argument-names.js';
import { methodsWithoutBody } from '../../model/http.js';
import { list, type Loss, type Obj, obj, type Operation, type Parameter, text } from '../model.js';
import { flatOf, shapeOf } from '../schema/shape.js';
import { keysOnly, schemesOf } from './security.js';

/** What signs in a person, not a request. */
const PERSONAL = /(password|passwd|passphrase|pwd|otp|code)$/;
/** Other secrets in a body are data; so is a key, unless it is said to be that of the API. */
const KEY_IN_BODY = /^((api|app|application|auth|access|client)_?(key|token|secret)|token|secret)$/;
function isKey({ in: place, name, description = '' }: Field): boolean {
  const isPlain = words(name) === 'key';
  if (place === 'body')
    return isPlain ? /\bAPI[ -]?key/i.test(description) : KEY_IN_BODY.test(words(name));
  return isPlain || (isSecretName(name) && !PERSONAL.test(words(name)));
}
/** What an API wants beside a key: `X-User-Id`, `X-App-Id`; others are data in a body. */
const BESIDE = /(^|_)(user|app|application|client|account|company|tenant)_?(id|key|name|code)$/;
const BESIDE_IN_BODY = /^(app|application|client)_?(id|key)$/;
const isBeside = ({ in: place, name }: Field): boolean =>
  (place === 'body' ? BESIDE_IN_BODY : BESIDE).test(words(name));

/** A parameter, or a member of the body. */
type Field = Pick<Parameter, 'name' | 'required' | 'description' | 'schema'> & {
  in: Parameter['in'] | 'body';
};

/**
 * The document with security schemes for credentials that it describes as parameters of most of its operations, such as a
 * header `X-Api-Key`, or as members of their bodies: the sign-in sends them then, and they are no arguments. Other schemes
 * cannot be used together with them.
 */
export function withPlainCredentials(
  document: Obj,
  operations: readonly Operation[],
  lost: (loss: Loss) => void,
): { document: Obj; operations: readonly Operation[] } {
  const declaredSchemes = schemesOf(document);
  const fields = fieldsOf(operations, document);
  const keys = keysIn([...fields.values()]).filter(
    (one) => !isKnown(one, Object.values(declaredSchemes)),
  );
  if (
    !keys.some(isKey) ||
    !operations.every(({ security }) => security.every((one) => keysOnly(declaredSchemes, one)))
  )
    return { document, operations };
  const names = new Map(keys.map((key) => [idOf(key), schemeName(key, declaredSchemes)]));
  const schemes = keys.map((key) => [names.get(idOf(key)) ?? '', schemeOf(key, keys.length === 1)]);
  const securitySchemes = { ...declaredSchemes, ...(Object.fromEntries(schemes) as Obj) };
  // Where all keys are optional, one of them is enough.
  const isOneEnough = !keys.some(({ required }) => required);
  const places = keys.map(({ in: place, name }) => `${place} "${name}"`).join(', ');
  lost({
    at: 'document',
    kind: 'credential',
    detail: `The sign-in sends what operations have as plain fields: ${places}.`,
  });
  return {
    document: { ...document, components: { ...obj(document.components), securitySchemes } },
    operations: operations.map((operation) => {
      const ids = new Set(fields.get(operation)?.map(idOf));
      const all = keys.filter((key) => ids.has(idOf(key)));
      const applicable = isOneEnough ? all.slice(0, 1) : all;
      if (applicable.length === 0) return operation;
      const needed = Object.fromEntries(applicable.map((key) => [names.get(idOf(key)) ?? '', []]));
      const requirements = operation.security.length > 0 ? operation.security : [{}];
      return {
        ...operation,
        parameters: operation.parameters.filter((one) => !names.has(idOf(one))),
        security: requirements.map((alternative) => ({ ...alternative, ...needed })),
      };
    }),
  };
}

/**
 * What operations have beside their paths. A member of bodies is in the query of requests without one, as in HTML forms:
 * there, it is the same field.
 */
function fieldsOf(operations: readonly Operation[], document: Obj): Map<Operation, Field[]> {
  const members = new Map(operations.map((one) => [one, membersOf(one, document)]));
  const names = new Set([...members.values()].flat().map(({ name }) => name));
  const credentialFields = operations.map((one): [Operation, Field[]] => {
    const isBodiless = methodsWithoutBody.includes(one.method);
    const parameters = one.parameters
      .filter(({ in: place }) => place !== 'path')
      .map((field) =>
        isBodiless && field.in === 'query' && names.has(field.name)
          ? { ...field, in: 'body' as const }
          : field,
      );
    return [one, [...parameters, ...(members.get(one) ?? [])]];
  });
  return new Map(credentialFields);
}

/** Texts in the body of an operation. With a sign-in, they are data. */
function membersOf({ body, security }: Operation, document: Obj): Field[] {
  const [media] = Object.values(obj(body?.content));
  if (security.some((one) => Object.keys(one).length > 0)) return [];
  const { properties, required } = flatOf(obj(media).schema, document);
  return Object.entries(obj(properties)).flatMap(([name, schema]): Field[] => {
    const { description, type = shapeOf(schema, document) } = flatOf(schema, document);
    const isRequired = list(required).includes(name);
    return type === 'string' || type === 'scalar'
      ? [{ name, in: 'body', required: isRequired, schema, description: text(description) ?? '' }]
      : [];
  });
}

/** Of most operations: keys first, those in headers before others, and what is required beside them. */
function keysIn(operations: readonly Field[][]): Field[] {
  const fieldsById = new Map<string, Field[]>();
  for (const one of operations.flat())
    fieldsById.set(idOf(one), [...(fieldsById.get(idOf(one)) ?? []), one]);
  const frequent = [...fieldsById.values()].filter(({ length }) => length > operations.length / 2);
  const all = frequent.flatMap(([one]) => one ?? []);
  const keys = all.filter(isKey);
  const isHeader = (one: Field) => Number(one.in === 'header');
  return [
    ...keys.toSorted((a, b) => isHeader(b) - isHeader(a)),
    ...all.filter((one) => one.required && !keys.includes(one) && isBeside(one)),
  ];
}

/** Field names of HTTP have no case (RFC 9110 section 5.1). */
const idOf = ({ in: place, name }: { in: unknown; name: string }): string =>
  `${String(place)} ${place === 'header' ? name.toLowerCase() : name}`;

const isKnown = (one: Field, schemes: readonly Obj[]): boolean =>
  schemes.some(({ in: place, name = '' }) => idOf({ in: place, name: String(name) }) === idOf(one));

const schemeName = ({ in: place, name }: Field, known: Readonly<Record<string, Obj>>) => {
  const bareName = name.replace(/^x-/i, '');
  return Object.hasOwn(known, bareName) ? `${bareName} ${place}` : bareName;
};

function schemeOf({ in: place, name, description, schema }: Field, isAlone: boolean): Obj {
  const scheme = { type: 'apiKey', in: place, name, description };
  if (name.toLowerCase() !== 'authorization') return scheme;
  const sample = text(obj(schema).default) ?? text(obj(schema).example);
  const [, http] = /\b(bearer|basic)\b/i.exec([description, sample].join(' ')) ?? [];
  if (http === undefined) return { ...scheme, 'x-default': sample };
  return isAlone ? { type: 'http', scheme: http } : { ...scheme, 'x-default': `${http} token` };
}
