import type { Code, CodeChain, CodeList } from './code.js';

/** Columns of a line of generated code; Prettier breaks longer ones. */
export const LINE_WIDTH = 100;

interface LayoutPlace {
  /** Indentation of the line in which the node begins. */
  indent: number;
  column: number;
  /** Columns after the last line for a comma, or for the rest of a statement. */
  after: number;
}

/**
 * Prints source on one line if it fits; otherwise, brackets are broken from the outside in, with
 * one item per line.
 * @param prefix text on the first line; its leading spaces are the indentation
 * @param columnsAfter columns needed after the last line
 */
export const printCode = (code: Code, prefix = '', columnsAfter = 1): string =>
  layOut(code, {
    indent: prefix.length - prefix.trimStart().length,
    column: prefix.length,
    after: columnsAfter,
  });

function layOut(code: Code, place: LayoutPlace): string {
  const line = onOneLine(code, LINE_WIDTH - place.column - place.after);
  if (line !== undefined) return line;
  if (typeof code === 'string') return code;
  if (isSequence(code)) return layOutSequence(code, place);
  if ('items' in code)
    return code.items.length === 0 ? code.open + code.close : breakList(code, place);
  const inner = place.indent + 2;
  const lineBelow = (part: Code, columnsAfter = 0) =>
    `\n${' '.repeat(inner)}${layOut(part, { indent: inner, column: inner, after: columnsAfter })}`;
  if ('left' in code) {
    const { left, right } = code;
    return code.below === true || typeof right === 'string'
      ? layOut(left, { ...place, after: 0 }) + lineBelow(right, place.after)
      : layOutSequence([left, ' ', right], place);
  }
  const { head, calls } = code;
  const layOutRow = (): string => layOutSequence([head, ...calls], place);
  if (calls.length === 1 || (endsInLongObject(code, place) && layOutRow().includes('{\n')))
    return layOutRow();
  const lines = calls.map((methodCall, index) =>
    lineBelow(methodCall, index === calls.length - 1 ? place.after : 0),
  );
  return layOut(head, { ...place, after: 0 }) + lines.join('');
}

/** Prettier keeps calls on one line if only an object of the last call takes several lines. */
function endsInLongObject(
  chain: CodeChain,
  { column, indent, after: columnsAfter }: LayoutPlace,
): boolean {
  const last = chain.calls.at(-1);
  if (last === undefined || isLong(chain)) return false;
  const otherParts = [chain.head, ...chain.calls.slice(0, -1)];
  return (
    onOneLine(last, LINE_WIDTH - indent - 2 - columnsAfter) === undefined &&
    joinOnOneLine(otherParts, '', LINE_WIDTH - column - minWidth([last], 0)) !== undefined
  );
}

const isSequence = (code: Code): code is readonly Code[] => Array.isArray(code);

/**
 * Returns the code on one line; undefined if a part is never on one line, or if it is longer than
 * the available columns.
 */
function onOneLine(code: Code, columns: number): string | undefined {
  if (typeof code === 'string') return code.length <= columns ? code : undefined;
  if (isSequence(code)) return joinOnOneLine(code, '', columns);
  if ('left' in code) return joinOnOneLine([code.left, code.right], ' ', columns);
  if ('calls' in code)
    return isLong(code) ? undefined : joinOnOneLine([code.head, ...code.calls], '', columns);
  const { open, items, close, separator } = code;
  const gap = open.endsWith('{') && items.length > 0 ? ' ' : '';
  const columnsLeft = columns - open.length - close.length - 2 * gap.length;
  const isBroken = code.expanded === true && items.length > 0;
  const itemText = isBroken ? undefined : joinOnOneLine(items, `${separator} `, columnsLeft);
  return itemText === undefined ? undefined : open + gap + itemText + gap + close;
}

/** Prettier breaks a chain of three calls if the argument of one is not simple. */
const isLong = ({ calls }: CodeChain): boolean =>
  calls.length > 2 && !calls.every((argument) => isSimple(argument, -1));

/** `isSimpleCallArgument` of Prettier: no long pattern, and no object or list within another call. */
function isSimple(code: Code, depth: number): boolean {
  if (typeof code === 'string') return !(code.startsWith('/') && code.lastIndexOf('/') > 6);
  const allSimple = (codes: readonly Code[], nestedDepth: number) =>
    codes.every((code) => isSimple(code, nestedDepth));
  if (isSequence(code)) return allSimple(code, depth);
  if ('left' in code) return isSimple(code.right, depth);
  if ('calls' in code) return allSimple([code.head, ...code.calls], depth);
  const { open, items } = code;
  return (open === '(' || depth < 1 || items.length === 0) && allSimple(items, depth + 1);
}

function joinOnOneLine(
  codes: readonly Code[],
  separator: string,
  columns: number,
): string | undefined {
  let text = '';
  for (const [index, code] of codes.entries()) {
    if (index > 0) text += separator;
    const part = onOneLine(code, columns - text.length);
    if (part === undefined) return undefined;
    text += part;
  }
  return text.length <= columns ? text : undefined;
}

function layOutSequence(codes: readonly Code[], place: LayoutPlace): string {
  let text = '';
  codes.forEach((code, index) => {
    const last = text.slice(text.lastIndexOf('\n') + 1);
    const column = (last === text ? place.column : 0) + last.length;
    const columnsAfter = minWidth(codes.slice(index + 1), place.after);
    const part = layOut(code, { indent: place.indent, column, after: columnsAfter });
    text = (part.startsWith('\n') ? text.trimEnd() : text) + part;
  });
  return text;
}

/** Returns the minimum width up to the first place where a line can end. */
function minWidth([code, ...otherParts]: readonly Code[], columnsAfter: number): number {
  if (code === undefined) return columnsAfter;
  if (typeof code === 'string') return code.length + minWidth(otherParts, columnsAfter);
  if (isSequence(code)) return minWidth([...code, ...otherParts], columnsAfter);
  if ('left' in code) return minWidth([code.left, ' ', code.right, ...otherParts], columnsAfter);
  if ('calls' in code) return minWidth([code.head, ...code.calls, ...otherParts], columnsAfter);
  return code.items.length > 0
    ? code.open.length
    : code.open.length + code.close.length + minWidth(otherParts, columnsAfter);
}

/**
 * Returns the list on several lines. A last argument that is an object or a list shares the lines
 * of the call's brackets.
 */
function breakList(
  { open, items, close, separator, comment }: CodeList,
  place: LayoutPlace,
): string {
  const last = items.at(-1);
  if (open === '(' && isBracketed(last) && !isBracketed(items.at(-2))) {
    const availableColumns = LINE_WIDTH - place.column - last.open.length;
    const start = joinOnOneLine(
      [open, ...items.slice(0, -1).flatMap((item) => [item, ', '])],
      '',
      availableColumns,
    );
    if (start !== undefined) return start + breakList(last, place) + close;
  }
  const inner = place.indent + 2;
  const margin = `\n${' '.repeat(inner)}`;
  const isUnion = separator === ' |';
  const column = isUnion ? inner + 2 : inner;
  const lines = items.map((item) => {
    const text = layOut(item, { indent: column, column, after: 1 });
    return isUnion ? `| ${text}` : text;
  });
  // No comma follows the last type argument (TS1009) or a rest parameter.
  const isRest = typeof last === 'string' && last.startsWith('...');
  const end = isRest || close === '>' || isUnion ? '' : separator;
  const betweenItems = isUnion ? margin : separator + margin;
  const remark = comment === undefined ? '' : `${margin}// ${comment}`;
  const foot = close === '' ? '' : `\n${' '.repeat(place.indent)}${close}`;
  return open + remark + margin + lines.join(betweenItems) + end + foot;
}

const isBracketed = (code: Code | undefined): code is CodeList =>
  typeof code === 'object' && 'items' in code && code.items.length > 0;
