import { isSecretName, words } from '../../../runtime/src/provider/argument-names.js';
import { obj, text, type Loss, type Obj, type Operation, type Parameter } from '../model.js';
import { keysOnly } from './keys-together.js';
import { schemesOf } from './schemes.js';

/** What signs in a person, not a request. */
const PERSONAL = /(password|passwd|passphrase|pwd|otp|code)$/;
const isKey = ({ name }: Parameter): boolean =>
  words(name) === 'key' || (isSecretName(name) && !PERSONAL.test(words(name)));
/** What an API wants beside a key: `X-User-Id`, `X-App-Id`. */
const BESIDE = /(^|_)(user|app|application|client|account|company|tenant)_?(id|key|name|code)$/;

/**
 * The document with security schemes for credentials that it describes as parameters of most of its operations, such as a
 * header `X-Api-Key`: the sign-in sends them then, and they are no arguments. Other schemes cannot be used together with them.
 */
export function withPlainCredentials(
  document: Obj,
  operations: readonly Operation[],
  lost: (loss: Loss) => void,
): { document: Obj; operations: readonly Operation[] } {
  const known = schemesOf(document);
  const keys = keysIn(operations).filter((one) => !isKnown(one, Object.values(known)));
  if (
    !keys.some(isKey) ||
    !operations.every(({ security }) => security.every((one) => keysOnly(known, one)))
  )
    return { document, operations };
  const names = new Map(keys.map((key) => [idOf(key), schemeName(key, known)]));
  const schemes = keys.map((key) => [names.get(idOf(key)) ?? '', schemeOf(key, keys.length === 1)]);
  const securitySchemes = { ...known, ...(Object.fromEntries(schemes) as Obj) };
  // Of keys that are all optional, one is enough.
  const isOneEnough = !keys.some(({ required }) => required);
  const shown = keys.map(({ in: place, name }) => `${place} "${name}"`).join(', ');
  lost({
    at: 'document',
    kind: 'credential',
    detail: `The sign-in sends what operations have as parameters: ${shown}.`,
  });
  return {
    document: { ...document, components: { ...obj(document.components), securitySchemes } },
    operations: operations.map((operation) => {
      const all = keys.filter((key) => operation.parameters.some((one) => idOf(one) === idOf(key)));
      const own = isOneEnough ? all.slice(0, 1) : all;
      if (own.length === 0) return operation;
      const needed = Object.fromEntries(own.map((key) => [names.get(idOf(key)) ?? '', []]));
      const stated = operation.security.length > 0 ? operation.security : [{}];
      return {
        ...operation,
        parameters: operation.parameters.filter((one) => !names.has(idOf(one))),
        security: stated.map((alternative) => ({ ...alternative, ...needed })),
      };
    }),
  };
}

/** Of most operations: keys first, those in headers before others, and what is required beside them. */
function keysIn(operations: readonly Operation[]): Parameter[] {
  const found = new Map<string, Parameter[]>();
  for (const { parameters } of operations)
    for (const one of parameters.filter(({ in: place }) => place !== 'path'))
      found.set(idOf(one), [...(found.get(idOf(one)) ?? []), one]);
  const usual = [...found.values()].filter(({ length }) => length > operations.length / 2);
  const all = usual.flatMap(([one]) => one ?? []);
  const keys = all.filter(isKey);
  const isHeader = (one: Parameter) => Number(one.in === 'header');
  return [
    ...keys.toSorted((a, b) => isHeader(b) - isHeader(a)),
    ...all.filter((one) => one.required && !keys.includes(one) && BESIDE.test(words(one.name))),
  ];
}

/** Field names of HTTP have no case (RFC 9110 section 5.1). */
const idOf = ({ in: place, name }: Pick<Parameter, 'name'> & { in: unknown }): string =>
  `${String(place)} ${place === 'header' ? name.toLowerCase() : name}`;

const isKnown = (one: Parameter, schemes: readonly Obj[]): boolean =>
  schemes.some(({ in: place, name = '' }) => idOf({ in: place, name: String(name) }) === idOf(one));

const schemeName = ({ in: place, name }: Parameter, known: Readonly<Record<string, Obj>>) => {
  const own = name.replace(/^x-/i, '');
  return Object.hasOwn(known, own) ? `${own} ${place}` : own;
};

function schemeOf({ in: place, name, description, schema }: Parameter, isAlone: boolean): Obj {
  const scheme = { type: 'apiKey', in: place, name, description };
  if (name.toLowerCase() !== 'authorization') return scheme;
  const usual = text(obj(schema).default) ?? text(obj(schema).example);
  const [, http] = /\b(bearer|basic)\b/i.exec([description, usual].join(' ')) ?? [];
  if (http === undefined) return { ...scheme, 'x-default': usual };
  return isAlone ? { type: 'http', scheme: http } : { ...scheme, 'x-default': `${http} token` };
}
