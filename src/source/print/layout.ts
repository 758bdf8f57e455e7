import type { Code, List } from './code.js';

const WIDTH = 100;

interface Place {
  /** Of the line that it begins in. */
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
export const printed = (code: Code, prefix = '', after = 1): string =>
  laidOut(code, {
    indent: prefix.length - prefix.trimStart().length,
    column: prefix.length,
    after,
  });

function laidOut(code: Code, place: Place): string {
  const line = onOneLine(code);
  if (line !== undefined && place.column + line.length + place.after <= WIDTH) return line;
  if (typeof code === 'string') return code;
  if (isSequence(code)) return inSequence(code, place);
  if ('items' in code) return inLines(code, place);
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
  return calls.length === 1
    ? inSequence([head, ...calls], place)
    : laidOut(head, { ...place, after: 0 }) + calls.map((each) => below(each)).join('');
}

const isSequence = (code: Code): code is readonly Code[] => Array.isArray(code);

/** Undefined where something in it is never on one line. */
function onOneLine(code: Code): string | undefined {
  if (typeof code === 'string') return code;
  if (isSequence(code)) return joined(code, '');
  if ('left' in code) return joined([code.left, code.right], ' ');
  if ('calls' in code) return joined([code.head, ...code.calls], '');
  const { open, items, close, separator } = code;
  if (items.length === 0) return open + close;
  const inside = code.expanded === true ? undefined : joined(items, `${separator} `);
  const gap = open === '{' ? ' ' : '';
  return inside === undefined ? undefined : open + gap + inside + gap + close;
}

function joined(codes: readonly Code[], separator: string): string | undefined {
  const lines = codes.map(onOneLine);
  return lines.includes(undefined) ? undefined : lines.join(separator);
}

function inSequence(codes: readonly Code[], place: Place): string {
  let text = '';
  codes.forEach((code, index) => {
    const last = text.slice(text.lastIndexOf('\n') + 1);
    const column = (last === text ? place.column : 0) + last.length;
    const after = leastWidth(codes.slice(index + 1), place.after);
    text += laidOut(code, { indent: place.indent, column, after });
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
  const others = joined(items.slice(0, -1), ', ');
  if (open === '(' && isBracketed(last) && others !== undefined && !isBracketed(items.at(-2))) {
    const start = others === '' ? open : `${open}${others}, `;
    const fits = place.column + start.length + last.open.length <= WIDTH;
    if (fits) return start + inLines(last, place) + close;
  }
  const inner = place.indent + 2;
  const margin = `\n${' '.repeat(inner)}`;
  const lines = items.map((item) => {
    const text = laidOut(item, { indent: inner, column: inner, after: 1 });
    return separator === ' |' ? `| ${text}` : text;
  });
  // The last parameter has no comma where it takes the rest.
  const isRest = typeof last === 'string' && last.startsWith('...');
  const end = isRest || separator === ' |' ? '' : separator;
  const between = separator === ' |' ? margin : separator + margin;
  const remark = comment === undefined ? '' : `${margin}// ${comment}`;
  const foot = close === '' ? '' : `\n${' '.repeat(place.indent)}${close}`;
  return open + remark + margin + lines.join(between) + end + foot;
}

const isBracketed = (code: Code | undefined): code is List =>
  typeof code === 'object' && 'items' in code && code.items.length > 0;
