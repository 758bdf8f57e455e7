import { DESCRIBER, DESCRIBES, HAS_DEEP_LEVELS } from '../../runtime/src/call/first-levels.js';
import {
  nameOf,
  paragraphsIn,
  subjectOf,
  textOfParagraphs,
} from '../../runtime/src/testing/listed-text.js';
import { words } from '../model/names.js';

const SUBJECTS = ['provider', 'tool', 'resource', 'prompt'] as const;

type Subject = (typeof SUBJECTS)[number];

/** The paragraph of a tool in a text of what clients are told, with the whole result. */
export const listedTool = (text: string, name: string): string | undefined =>
  listedTools(text).get(name);

/** The paragraphs of all tools in such a text, by name. */
export const listedTools = (text: string): Map<string, string> =>
  new Map(
    entriesIn(text)
      .filter(({ subject }) => subject === 'tool')
      .toReversed() // of several, the first counts
      .map(({ name, one }) => [name, one]),
  );

const withLf = (text: string) => text.replaceAll('\r\n', '\n');

interface Entry {
  subject: Subject;
  name: string;
  /** Undefined takes the paragraph away. */
  one: string | undefined;
}

const entriesIn = (text: string) =>
  paragraphsIn(withLf(text)).map((one, index) => ({
    subject: subjectOf(one, index),
    name: nameOf(one),
    one,
  }));

/** The text with another paragraph of a tool, resource or prompt, in the order of names; without one if undefined. */
export const withListed = (
  text: string,
  subject: Subject,
  name: string,
  one: string | undefined,
): string => withAllListed(text, [{ subject, name, one }]);

/** The same for several paragraphs, one after another. */
export function withAllListed(text: string, changes: readonly Entry[]): string {
  const all = changes.reduce(withEntry, entriesIn(text));
  const edited = textOfParagraphs(all.map(({ one }) => one));
  const ended = text.endsWith('\n') ? edited : edited.trimEnd();
  return text.includes('\r\n') ? ended.replaceAll('\n', '\r\n') : ended;
}

/**
 * The text with the tool that describes large ones, or without it where no tool is large.
 * @param paragraph of that tool
 */
export function withDescriber(text: string, paragraph?: string): string {
  const isLarge = text.includes(HAS_DEEP_LEVELS);
  const description = listedTool(text, DESCRIBER);
  if (isLarge)
    return description === undefined && paragraph !== undefined
      ? withListed(text, 'tool', DESCRIBER, paragraph)
      : text;
  return description?.includes(DESCRIBES) ? withListed(text, 'tool', DESCRIBER, undefined) : text;
}

function withEntry(all: ReturnType<typeof entriesIn>, { subject, name, one }: Entry) {
  const others = all.filter((each) => each.subject !== subject || each.name !== name);
  if (one === undefined) return others;
  const rank = SUBJECTS.indexOf(subject);
  const isAfter = (each: (typeof all)[number]) =>
    SUBJECTS.indexOf(each.subject) > rank || (each.subject === subject && each.name > name);
  const paragraphs = others.filter((each) => each.one !== '');
  const at = paragraphs.findIndex(isAfter);
  return paragraphs.toSpliced(at < 0 ? paragraphs.length : at, 0, { subject, name, one });
}

/** The text with another name of a tool; a title that repeats the name changes with it. */
export function renameListedTool(text: string, name: string, now: string): string {
  const paragraph = listedTool(text, name);
  if (paragraph === undefined) return text;
  const [head = '', ...others] = paragraph.split('\n');
  const title = head.slice(name.length).replace(/^: /, '');
  const isImplied = words(title).join() === words(name).join();
  const currentTitle = isImplied ? titleOf(now) : title;
  const renamed = [currentTitle === '' ? now : `${now}: ${currentTitle}`, ...others].join('\n');
  return withListed(withListed(text, 'tool', name, undefined), 'tool', now, renamed);
}

/** What clients are told of a tool without a title. */
const titleOf = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[_-]+/g, ' ');
