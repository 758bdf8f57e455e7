import type { Chain, Code, List } from './code.js';

const WIDTH = 100;

interface Place {
  /** Indentation of the line in which the node begins. */
  indent: number;
  column: number;
  /** Columns that something takes behind the last line: a comma, the rest of a statement. */
  after: number;
}

/**
 * Source on one line where it fits; else each bracket is broken, from the outside in, into one item a line.
 * @param prefix what stands on the first line already; its leading spaces are the indentation
 * @param after columns that are taken behind the last line
 */
export const printCode = (code: Code, prefix = '', after = 1): string =>
  laidOut(code, {
    indent: prefix.length - prefix.trimStart().length,
    column: prefix.length,
    after,
  });

function laidOut(code: Code, place: Place): string {
  const line = onOneLine(code, WIDTH - place.column - place.after);
  if (line !== undefined) return line;
  if (typeof code === 'string') return code;
  if (isSequence(code)) return inSequence(code, place);
  if ('items' in code)
    return code.items.length === 0 ? code.open + code.close : inLines(code, place);
  const inner = place.indent + 2;
  const below = (part: Code, after = 0) =>
    `\n${' '.repeat(inner)}${laidOut(part, { indent: inner, column: inner, after })}`;
  if ('left' in code) {
    const { left, right } = code;
    return code.below === true || typeof right === 'string'
      ? laidOut(left, { ...place, after: 0 }) + below(right, place.after)
      : inSequence([left, ' ', right], place);
  }
  const { head, calls } = code;
  const inRow = (): string => inSequence([head, ...calls], place);
  if (calls.length === 1 || (endsInLongObject(code, place) && inRow().includes('{\n')))
    return inRow();
  const lines = calls.map((each, index) =>
    below(each, index === calls.length - 1 ? place.after : 0),
  );
  return laidOut(head, { ...place, after: 0 }) + lines.join('');
}

/** Prettier keeps calls in a row where only an object of the last one takes several lines. */
function endsInLongObject(chain: Chain, { column, indent, after }: Place): boolean {
  const last = chain.calls.at(-1);
  if (last === undefined || isLong(chain)) return false;
  const others = [chain.head, ...chain.calls.slice(0, -1)];
  return (
    onOneLine(last, WIDTH - indent - 2 - after) === undefined &&
    joined(others, '', WIDTH - column - leastWidth([last], 0)) !== undefined
  );
}

const isSequence = (code: Code): code is readonly Code[] => Array.isArray(code);

/** Undefined where something in it is never on one line, or where it is longer than the room. */
function onOneLine(code: Code, room: number): string | undefined {
  if (typeof code === 'string') return code.length <= room ? code : undefined;
  if (isSequence(code)) return joined(code, '', room);
  if ('left' in code) return joined([code.left, code.right], ' ', room);
  if ('calls' in code)
    return isLong(code) ? undefined : joined([code.head, ...code.calls], '', room);
  const { open, items, close, separator } = code;
  const gap = open.endsWith('{') && items.length > 0 ? ' ' : '';
  const left = room - open.length - close.length - 2 * gap.length;
  const isBroken = code.expanded === true && items.length > 0;
  const inside = isBroken ? undefined : joined(items, `${separator} `, left);
  return inside === undefined ? undefined : open + gap + inside + gap + close;
}

/** Prettier breaks a chain of three calls where the argument of one is not simple. */
const isLong = ({ calls }: Chain): boolean =>
  calls.length > 2 && !calls.every((each) => isSimple(each, -1));

/** `isSimpleCallArgument` of Prettier: no long pattern, and no object or list within another call. */
function isSimple(code: Code, depth: number): boolean {
  if (typeof code === 'string') return !(code.startsWith('/') && code.lastIndexOf('/') > 6);
  const all = (codes: readonly Code[], inside: number) =>
    codes.every((each) => isSimple(each, inside));
  if (isSequence(code)) return all(code, depth);
  if ('left' in code) return isSimple(code.right, depth);
  if ('calls' in code) return all([code.head, ...code.calls], depth);
  const { open, items } = code;
  return (open === '(' || depth < 1 || items.length === 0) && all(items, depth + 1);
}

function joined(codes: readonly Code[], separator: string, room: number): string | undefined {
  let text = '';
  for (const [index, code] of codes.entries()) {
    if (index > 0) text += separator;
    const part = onOneLine(code, room - text.length);
    if (part === undefined) return undefined;
    text += part;
  }
  return text.length <= room ? text : undefined;
}

function inSequence(codes: readonly Code[], place: Place): string {
  let text = '';
  codes.forEach((code, index) => {
    const last = text.slice(text.lastIndexOf('\n') + 1);
    const column = (last === text ? place.column : 0) + last.length;
    const after = leastWidth(codes.slice(index + 1), place.after);
    const part = laidOut(code, { indent: place.indent, column, after });
    text = (part.startsWith('\n') ? text.trimEnd() : text) + part;
  });
  return text;
}

/** Up to the first place where a line can end. */
function leastWidth([code, ...others]: readonly Code[], after: number): number {
  if (code === undefined) return after;
  if (typeof code === 'string') return code.length + leastWidth(others, after);
  if (isSequence(code)) return leastWidth([...code, ...others], after);
  if ('left' in code) return leastWidth([code.left, ' ', code.right, ...others], after);
  if ('calls' in code) return leastWidth([code.head, ...code.calls, ...others], after);
  return code.items.length > 0
    ? code.open.length
    : code.open.length + code.close.length + leastWidth(others, after);
}

/** An object or a list that comes last in a call shares its brackets' lines. */
function inLines({ open, items, close, separator, comment }: List, place: Place): string {
  const last = items.at(-1);
  if (open === '(' && isBracketed(last) && !isBracketed(items.at(-2))) {
    const room = WIDTH - place.column - last.open.length;
    const start = joined([open, ...items.slice(0, -1).flatMap((item) => [item, ', '])], '', room);
    if (start !== undefined) return start + inLines(last, place) + close;
  }
  const inner = place.indent + 2;
  const margin = `\n${' '.repeat(inner)}`;
  const isUnion = separator === ' |';
  const column = isUnion ? inner + 2 : inner;
  const lines = items.map((item) => {
    const text = laidOut(item, { indent: column, column, after: 1 });
    return isUnion ? `| ${text}` : text;
  });
  // No comma follows the last argument of a type (TS1009), and a parameter that takes the rest.
  const isRest = typeof last === 'string' && last.startsWith('...');
  const end = isRest || close === '>' || isUnion ? '' : separator;
  const between = isUnion ? margin : separator + margin;
  const remark = comment === undefined ? '' : `${margin}// ${comment}`;
  const foot = close === '' ? '' : `\n${' '.repeat(place.indent)}${close}`;
  return open + remark + margin + lines.join(between) + end + foot;
}

const isBracketed = (code: Code | undefined): code is List =>
  typeof code === 'object' && 'items' in code && code.items.length > 0;
