import type { Command, PrintedGroups } from './layout-steps.js';
import { filledLine, groupContent, isList, unfolded } from './layout-steps.js';
import { textWidth } from '../../model/text-width.js';

/**
 * A text whose line breaks are still open, after Wadler's "A prettier printer" with the additions Prettier made:
 * groups with several states, indentation that depends on another group, and lists that fill lines.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { kind: 'line'; flat: '' | ' '; hard: boolean }
  | { kind: 'indent'; doc: Doc }
  /** What is in it stays on one line if it fits. `states` are tried in order, the last one is taken broken. */
  | {
      kind: 'group';
      doc: Doc;
      broken: boolean;
      forced: boolean;
      id?: GroupId;
      states?: readonly Doc[];
    }
  | { kind: 'choice'; broken: Doc; flat: Doc; of?: GroupId }
  | { kind: 'fill'; parts: readonly Doc[] }
  | { kind: 'breakParent' };

/** A symbol, or the node of a tree that the group was made from. */
export type GroupId = symbol | object;

export const line: Doc = { kind: 'line', flat: ' ', hard: false };
export const softline: Doc = { kind: 'line', flat: '', hard: false };
export const hardline: Doc = { kind: 'line', flat: '', hard: true };
/** Breaks every group around it. */
export const breakParent: Doc = { kind: 'breakParent' };

export const indent = (doc: Doc): Doc => ({ kind: 'indent', doc });
export const fill = (parts: readonly Doc[]): Doc => ({ kind: 'fill', parts });

/** One of two texts, after the group around it or the group `of` was broken or not. */
export const ifBroken = (broken: Doc, flat: Doc = '', of?: GroupId): Doc => ({
  kind: 'choice',
  broken,
  flat,
  ...(of && { of }),
});

export function group(doc: Doc, options: { broken?: boolean; id?: GroupId } = {}): Doc {
  const broken = options.broken === true || breaksParent(doc);
  return {
    kind: 'group',
    doc,
    broken,
    forced: broken || willBreak(doc),
    ...(options.id && { id: options.id }),
  };
}

/** The first of the states that fits; the last one where none does. Breaks inside do not reach the groups around. */
export function firstFitting(states: readonly [Doc, ...Doc[]]): Doc {
  return { kind: 'group', doc: states[0], broken: false, forced: willBreak(states[0]), states };
}

export const join = (separator: Doc, docs: readonly Doc[]): Doc[] =>
  docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));

/** Holds a line break in any layout. */
export function willBreak(doc: Doc): boolean {
  return someInside(doc, (inner) => inner.kind === 'group' && inner.forced, willBreak);
}

function breaksParent(doc: Doc): boolean {
  return someInside(doc, (inner) => inner.kind === 'group' && inner.broken, breaksParent);
}

type Node = Exclude<Doc, string | readonly Doc[]>;

function someInside(
  doc: Doc,
  broken: (node: Node) => boolean,
  again: (doc: Doc) => boolean,
): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(again);
  switch (doc.kind) {
    case 'breakParent':
      return true;
    case 'line':
      return doc.hard;
    case 'group':
      return broken(doc);
    case 'indent':
      return again(doc.doc);
    case 'choice':
      return again(doc.broken) || again(doc.flat);
    case 'fill':
      return doc.parts.some(again);
  }
}

const WIDTH = 100;

/** Named groups that are to be broken. */
export type Kept = ReadonlySet<GroupId>;

export interface Layout {
  text: string;
  /** The named groups that were broken. */
  broken: ReadonlySet<GroupId>;
}

/**
 * Lays a document out in 100 columns.
 * @param prefix what stands on the first line already; its leading spaces are the indentation
 * @param reserve columns that are taken after the last line (by a comma, a semicolon)
 */
export function render(doc: Doc, prefix: string, reserve: number): Layout {
  const start = prefix.length - prefix.trimStart().length;
  const tail: Command = { doc: 'x'.repeat(reserve), indent: start, flat: false, next: undefined };
  const groups: PrintedGroups = new Map();
  const lines: string[] = [];
  let text = '';
  let column = textWidth(prefix);
  let command: Command | undefined = { doc, indent: start, flat: false, next: tail };
  while (command && command !== tail) {
    const { doc, indent, flat, next }: Command = command;
    if (typeof doc === 'string') {
      text += doc;
      column += textWidth(doc);
      command = next;
    } else if (!isList(doc) && doc.kind === 'line' && !flat) {
      lines.push(text);
      text = ' '.repeat(indent);
      column = indent;
      command = next;
    } else if (!isList(doc) && doc.kind === 'group') {
      command = groupContent(doc, command, WIDTH - column, groups);
      if (doc.id) groups.set(doc.id, !command.flat);
    } else if (!isList(doc) && doc.kind === 'fill') {
      command = filledLine(doc.parts, command, WIDTH - column, groups);
    } else {
      command = unfolded(command, groups);
    }
  }
  const broken = new Set([...groups].filter(([, isBroken]) => isBroken).map(([id]) => id));
  const trimmed = [...lines, text].map((line) =>
    line.endsWith(' ') ? line.replace(/ +$/, '') : line,
  );
  return { text: trimmed.join('\n'), broken };
}

/**
 * Lays out what Prettier would leave as it is. It keeps an object broken that it finds broken, and code around a broken
 * object is laid out otherwise: the text is final when laying it out again changes nothing.
 */
export function settle(docOf: (kept: Kept) => Doc, prefix = '', reserve = 1): string {
  let kept: Kept = new Set();
  for (let last = ''; ;) {
    const { text, broken } = render(docOf(kept), prefix, reserve);
    const objects = [...broken].filter((id) => typeof id === 'object');
    if (objects.length === 0 || text === last) return text;
    kept = new Set([...kept, ...objects]);
    last = text;
  }
}
