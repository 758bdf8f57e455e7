import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { Ways } from '../../model/ways.js';
import { passedTo } from './passed.js';

/** The known beginning of a text. */
export interface KnownPrefix {
  text: string;
  /** Nothing unknown follows. */
  complete: boolean;
  /** The first fixed text alone. */
  first: string;
  /** What follows the known beginning. */
  open?: Located;
}

const unknown = (open: Located): KnownPrefix => ({ text: '', complete: false, first: '', open });

/** Through names, templates, sums, `concat` and `join`. */
export const knownPrefix = (
  code: Code,
  at: Located,
  ways = new Ways((end) => code.notFollowed(end)),
): KnownPrefix => ways.step(at, () => prefixOf(code, at, ways)) ?? unknown(at);

function prefixOf(code: Code, { file, value }: Located, ways: Ways): KnownPrefix {
  const of = (part: Value) => knownPrefix(code, { file, value: part }, ways);
  switch (value.is) {
    case 'string':
      return { text: value.value, complete: true, first: value.value };
    case 'literal':
      return { text: String(value.value), complete: true, first: '' };
    case 'template':
      return inOrder(
        value.chunks.flatMap((chunk, index) => {
          const before = value.values[index - 1];
          const fixed = { text: chunk, complete: true, first: chunk };
          return before ? [of(before), fixed] : [fixed];
        }),
      );
    case 'compound':
      return value.operator === '+' ? inOrder(value.parts.map(of)) : unknown({ file, value });
    case 'call':
      return ofFunction(code, { file, value }, ways) ?? ofCall(code, { file, value }, of);
    case 'name':
    case 'member': {
      const behind = code.resolve({ file, value });
      if (behind.value !== value) return knownPrefix(code, behind, ways);
      const [only, ...more] = passedTo(behind, code);
      const passed = only && more.length === 0 ? knownPrefix(code, only, ways) : undefined;
      return passed && passed.text !== '' ? passed : unknown(behind);
    }
    default:
      return unknown({ file, value });
  }
}

/** What a function of the project returns, where it begins with text. */
function ofFunction(code: Code, call: Located<CallValue>, ways: Ways): KnownPrefix | undefined {
  const target = code.target(call);
  if (target.is !== 'function' || code.constant(call) !== undefined) return undefined;
  const [returned, ...more] = target.function.returned;
  if (!returned || more.length > 0) return undefined;
  const found = knownPrefix(code, { file: target.file, value: returned }, ways);
  return found.text === '' ? undefined : found;
}

function ofCall(code: Code, call: Located, of: (part: Value) => KnownPrefix): KnownPrefix {
  const { file, value } = call;
  if (value.is !== 'call' || value.callee.is !== 'member') return fixed(code, call);
  const { object, name } = value.callee;
  if (name === 'concat') return inOrder([object, ...value.arguments].map(of));
  const [between] = value.arguments;
  if (name !== 'join' || object.is !== 'array' || !between) return fixed(code, call);
  const separator = code.constant({ file, value: between });
  const items = object.items.map((item) => (item ? of(item) : unknown({ file, value: object })));
  const comma = { text: String(separator ?? ''), complete: separator !== undefined, first: '' };
  return inOrder(items.flatMap((item, index) => (index === 0 ? [item] : [comma, item])));
}

function fixed(code: Code, call: Located): KnownPrefix {
  const text = code.constant(call);
  return typeof text === 'string' ? { text, complete: true, first: '' } : unknown(call);
}

/** One behind the other, up to the first that is not known to its end. */
function inOrder(parts: readonly KnownPrefix[]): KnownPrefix {
  const open = parts.findIndex(({ complete }) => !complete);
  const known = open === -1 ? parts : parts.slice(0, open + 1);
  return {
    text: known.map(({ text }) => text).join(''),
    complete: open === -1,
    first: parts.find(({ text }) => text !== '')?.first ?? '',
    ...(parts[open]?.open && { open: parts[open].open }),
  };
}
