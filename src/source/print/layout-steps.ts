import type { Doc, GroupId } from './layout.js';
import { textWidth } from '../../model/text-width.js';

/** What is still to print, as a linked list. */
export interface Command {
  doc: Doc;
  indent: number;
  /** Lines are spaces, or nothing. */
  flat: boolean;
  next: Command | undefined;
}

/** Of the named groups printed so far, whether they were broken. */
export type PrintedGroups = Map<GroupId, boolean>;

export const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

/** The command for the content of a group: flat where that fits, else broken or its best state. */
export function groupContent(
  group: Extract<Doc, { kind: 'group' }>,
  command: Command,
  room: number,
  groups: PrintedGroups,
): Command {
  const { indent, next } = command;
  if (command.flat) return { doc: group.doc, indent, flat: !group.broken, next };
  const states = group.states ?? [group.doc];
  const flat = (group.broken ? [] : states.slice(0, Math.max(1, states.length - 1)))
    .map((doc) => ({ doc, indent, flat: true, next }))
    .find((candidate) => fits(candidate, room, groups));
  return flat ?? { doc: states.at(-1) ?? group.doc, indent, flat: false, next };
}

/** The next commands for everything that only opens into its parts. */
export function unfolded(
  { doc, indent, flat, next }: Command,
  groups: PrintedGroups,
): Command | undefined {
  if (typeof doc === 'string') return next;
  if (isList(doc))
    return doc.reduceRight<Command | undefined>(
      (rest, part) => ({ doc: part, indent, flat, next: rest }),
      next,
    );
  switch (doc.kind) {
    case 'indent':
      return { doc: doc.doc, indent: indent + 2, flat, next };
    case 'line':
      return { doc: doc.flat, indent, flat, next };
    case 'choice': {
      const broken = doc.of ? groups.get(doc.of) === true : !flat;
      return { doc: broken ? doc.broken : doc.flat, indent, flat, next };
    }
    case 'group':
      return { doc: doc.doc, indent, flat: flat && !doc.broken, next };
    case 'fill':
      return unfolded({ doc: doc.parts, indent, flat, next }, groups);
    case 'breakParent':
      return next;
  }
}

/** Whether everything up to the first possible line break has room. */
function fits(first: Command, room: number, groups: PrintedGroups, alone = false): boolean {
  let left = room;
  let command: Command | undefined = alone ? { ...first, next: undefined } : first;
  while (command) {
    const { doc, flat, next }: Command = command;
    if (typeof doc === 'string') {
      left -= textWidth(doc);
      if (left < 0) return false;
      command = next;
    } else if (!isList(doc) && doc.kind === 'line' && (doc.hard || !flat)) {
      return true;
    } else if (!isList(doc) && doc.kind === 'group') {
      if (alone && doc.broken) return false;
      const broken = doc.broken || !flat;
      const inner = (broken && doc.states?.at(-1)) || doc.doc;
      command = { ...command, doc: inner, flat: !broken };
    } else {
      command = unfolded(command, groups);
    }
  }
  return true;
}

/** Puts as many parts on the line as fit; parts are contents and separators in turn. */
export function filledLine(
  parts: readonly Doc[],
  command: Command,
  room: number,
  groups: PrintedGroups,
): Command | undefined {
  const { indent, next } = command;
  const [content, separator, following, ...rest] = parts;
  if (content === undefined) return next;
  const at = (doc: Doc, flat: boolean, after: Command | undefined): Command => ({
    doc,
    indent,
    flat,
    next: after,
  });
  const fitsFlat = (doc: Doc) => fits(at(doc, true, undefined), room, groups, true);
  const contentFits = fitsFlat(content);
  if (separator === undefined) return at(content, contentFits, next);
  if (following === undefined) return at(content, contentFits, at(separator, contentFits, next));
  const pairFits = fitsFlat([content, separator, following]);
  const remaining: Command = {
    doc: { kind: 'fill', parts: [following, ...rest] },
    indent,
    flat: false,
    next,
  };
  return at(content, pairFits || contentFits, at(separator, pairFits, remaining));
}
