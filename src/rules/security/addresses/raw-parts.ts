import type { Located } from '../../../model/code.js';
import type { CallValue, NameValue, Value } from '../../../model/facts.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { isTainted } from '../../../flow/taint.js';
import { externalName } from '../../../flow/values/external-name.js';
import { writesIn } from '../../../flow/writes.js';

/** Keys of a request that hold its address. */
export const ADDRESS = /^(url|uri|path|pathname|endpoint|href)$/i;

/** Parts of an address that come from the arguments: behind its beginning, or behind its base. */
export function rawParts({ file, value }: Located, flow: ArgumentFlow, depth = 0): Located[] {
  const deeper = (part: Value) => rawParts({ file, value: part }, flow, depth + 1);
  const free = (part: Value) => isTainted(flow.taint({ file, value: part }));
  if (depth > 10) return [];
  switch (value.is) {
    case 'name':
      return inVariable({ file, value }, flow, depth);
    case 'template': {
      const [start = '', next = ''] = value.chunks;
      if (!isAddress(start) && !(start === '' && next.startsWith('/'))) return [];
      return value.values
        .slice(start === '' ? 1 : 0)
        .filter(free)
        .map((part) => ({ file, value: part }));
    }
    case 'compound': {
      if (value.operator !== '+') return value.parts.flatMap(deeper);
      const [left, right] = value.parts;
      if (!left || !right) return [];
      const start = flow.code.constant({ file, value: leftmost(left) });
      const isRaw = typeof start === 'string' && isAddress(start) && free(right);
      return [...deeper(left), ...(isRaw ? [{ file, value: right }] : [])];
    }
    case 'object':
      return value.entries.flatMap((entry) =>
        entry.is === 'entry' && ADDRESS.test(entry.key) ? deeper(entry.value) : [],
      );
    case 'call': {
      const target = flow.code.target({ file, value });
      // Its parameters have the taint of the arguments: the flow has entered it.
      if (target.is === 'function')
        return target.function.returned.flatMap((returned) =>
          rawParts({ file: target.file, value: returned }, flow, depth + 1),
        );
      if (externalName(flow.code, { file, value: value.callee }) === '#Object.assign')
        return value.arguments.flatMap(deeper);
      return filledIn({ file, value }, flow).filter((part) => isTainted(flow.taint(part)));
    }
    default:
      return [];
  }
}

/** Of a variable: parts of its first value, and what is appended to it later. */
function inVariable(
  { file, value }: Located<NameValue>,
  flow: ArgumentFlow,
  depth: number,
): Located[] {
  const declaration = file.facts.declarations[value.declaration];
  if (!declaration?.init || declaration.kind === 'parameter') return [];
  const { init } = declaration;
  const start = flow.code.constant({ file, value: leftmost(init) });
  const begins = init.is === 'template' ? init.chunks[0] : start;
  const isBegun = typeof begins === 'string' && isAddress(begins);
  const written = writesIn(file).get(declaration) ?? [];
  return [
    ...rawParts({ file, value: init }, flow, depth + 1),
    ...written.flatMap(({ keys, value: part, appends }) => {
      if (keys.length > 0) return [];
      const raw = rawParts({ file, value: part }, flow, depth + 1);
      if (raw.length > 0 || !appends || !isBegun) return raw;
      return isTainted(flow.taint({ file, value: part })) ? [{ file, value: part }] : [];
    }),
  ];
}

/** What `'/rooms/ID'.replace('ID', id)`, `'/rooms/'.concat(id)` and `['/rooms', id].join('/')` put behind the beginning. */
function filledIn(
  { file, value: { callee, arguments: given } }: Located<CallValue>,
  flow: ArgumentFlow,
) {
  if (callee.is !== 'member') return [];
  const located = (value: Value) => ({ file, value });
  const starts = (value: Value | null | undefined) => {
    const text = value && flow.code.constant(located(value));
    return typeof text === 'string' && isAddress(text);
  };
  const { object, name } = callee;
  if (/^(replace|replaceAll)$/.test(name) && starts(object))
    return given.slice(1).flatMap((each) => {
      const made = each.is === 'function' ? flow.code.functions(located(each)).at(-1) : undefined;
      return made ? made.function.returned.map(located) : [located(each)];
    });
  if (name === 'concat' && starts(object)) return given.map(located);
  if (name !== 'join' || object.is !== 'array') return [];
  const [start] = object.items;
  const isRoot = start?.is === 'string' && start.value === '' && isSlash(given[0]);
  if (!isRoot && !starts(start)) return [];
  return object.items.slice(1).flatMap((item) => (item ? [located(item)] : []));
}

const isSlash = (value: Value | undefined) => value?.is === 'string' && value.value === '/';

const isAddress = (start: string) => /^(https?:\/\/|\/)/.test(start);

function leftmost(value: Value): Value {
  const [left] = value.is === 'compound' && value.operator === '+' ? value.parts : [];
  return left ? leftmost(left) : value;
}
