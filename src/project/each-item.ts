import type { Code, Located } from '../model/code.js';
import type { Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { partOf } from './code/kept-functions.js';

/** Array methods that call what they are given with each item. */
export const CALLS_EACH = /^(forEach|map|flatMap)$/;

/**
 * What an expression is for each item of the list that the code around it goes through, as the object in
 * `rooms.map(({ name }) => tool({ name }))`; the expression itself where there is no such list.
 */
export function forEachItem({ file, value }: Located, code: Code): readonly Located[] {
  const list = listIn(value, file);
  const items = list && code.list({ file, value: list });
  return items?.map((item) => itemIn({ file, value }, item, code)) ?? [{ file, value }];
}

/** The list whose items an expression has a name for. */
function listIn(value: Value, file: SourceFile): Value | undefined {
  switch (value.is) {
    case 'name':
      return listOf(value.declaration, file);
    case 'member':
      return listIn(value.object, file);
    case 'template':
      return value.values.map((each) => listIn(each, file)).find(Boolean);
    case 'object':
      return value.entries.map((entry) => listIn(entry.value, file)).find(Boolean);
    default:
      return undefined;
  }
}

function listOf(index: number, { facts }: SourceFile): Value | undefined {
  const { kind, parameter, init, path, within } = facts.declarations[index] ?? {};
  if (kind !== 'parameter') return path?.[0] === '*' ? init : undefined;
  const loop = facts.calls.find(
    ({ arguments: [first] }) => first?.is === 'function' && first.function === within,
  );
  return parameter === 0 && loop?.callee.is === 'member' && CALLS_EACH.test(loop.callee.name)
    ? loop.callee.object
    : undefined;
}

/** An expression with an item, or its parts, in the place of their names. */
function itemIn({ file, value }: Located, item: Located, code: Code): Located {
  const partFor = (of: Value): Located | undefined => {
    if (of.is === 'member') {
      const object = partFor(of.object);
      return object && partOf(code, object, of.name);
    }
    if (of.is !== 'name' || !listOf(of.declaration, file)) return undefined;
    const { kind, path = [] } = file.facts.declarations[of.declaration] ?? {};
    const keys = kind === 'parameter' ? path : path.slice(1);
    return keys.reduce<Located | undefined>((part, key) => part && partOf(code, part, key), item);
  };
  const filled = (of: Value): Value => {
    switch (of.is) {
      case 'name':
      case 'member': {
        const part = partFor(of);
        if (part?.file === file) return part.value;
        const text = part && code.constant(part);
        return typeof text === 'string' ? { is: 'string', ...span(of), value: text } : of;
      }
      case 'template':
        return { ...of, values: of.values.map(filled) };
      case 'object':
        return {
          ...of,
          entries: of.entries.map((entry) => ({ ...entry, value: filled(entry.value) })),
        };
      default:
        return of;
    }
  };
  return partFor(value) ?? { file, value: filled(value) };
}

const span = ({ start, end }: Value) => ({ start, end });
