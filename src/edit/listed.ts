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
  paragraphsIn(withLf(text)).find(
    (one, index) => subjectOf(one, index) === 'tool' && nameOf(one) === name,
  );

const withLf = (text: string) => text.replaceAll('\r\n', '\n');

/** The text with another paragraph of a tool, resource or prompt, in the order of names; without one if undefined. */
export function withListed(
  text: string,
  subject: Subject,
  name: string,
  paragraph: string | undefined,
): string {
  const edited = withParagraph(withLf(text), subject, name, paragraph);
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

function withParagraph(
  text: string,
  subject: Subject,
  name: string,
  paragraph: string | undefined,
): string {
  const all = paragraphsIn(text).map((one, index) => ({
    subject: subjectOf(one, index),
    name: nameOf(one),
    one,
  }));
  const others = all.filter((each) => each.subject !== subject || each.name !== name);
  if (paragraph === undefined) return textOfParagraphs(others.map(({ one }) => one));
  const rank = SUBJECTS.indexOf(subject);
  const isAfter = (each: (typeof all)[number]) =>
    SUBJECTS.indexOf(each.subject) > rank || (each.subject === subject && each.name > name);
  const at = others.findIndex(isAfter);
  const texts = others.map(({ one }) => one).filter((one) => one !== '');
  return textOfParagraphs(texts.toSpliced(at < 0 ? texts.length : at, 0, paragraph));
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
