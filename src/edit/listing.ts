import {
  DESCRIBER,
  DESCRIBER_DESCRIPTION,
  HAS_DEEP_LEVELS,
} from '../../runtime/src/call/schema/first-levels.js';
import {
  nameOf,
  paragraphsIn,
  subjectOf,
  textOfParagraphs,
} from '../../runtime/src/testing/listed-text.js';
import { wordsOfName } from '../model/names.js';

const SUBJECTS = ['provider', 'tool', 'resource', 'prompt'] as const;

type ListedSubject = (typeof SUBJECTS)[number];

/** Returns the paragraph of a tool in the listing of definitions that clients get, with its whole result. */
export const toolParagraph = (text: string, name: string): string | undefined =>
  toolParagraphs(text).get(name);

/** Returns the paragraphs of all tools in such a text, by name. */
export const toolParagraphs = (text: string): Map<string, string> =>
  new Map(
    entriesIn(text)
      .filter(({ subject }) => subject === 'tool')
      .toReversed() // of several, the first counts
      .map(({ name, paragraph }) => [name, paragraph]),
  );

const withLf = (text: string) => text.replaceAll('\r\n', '\n');

interface Entry {
  subject: ListedSubject;
  name: string;
  /** The new paragraph; undefined removes the existing one. */
  paragraph: string | undefined;
}

const entriesIn = (text: string) =>
  paragraphsIn(withLf(text)).map((paragraph, index) => ({
    subject: subjectOf(paragraph, index),
    name: nameOf(paragraph),
    paragraph,
  }));

/**
 * Returns the text with another paragraph of a tool, resource or prompt, sorted by name; without
 * one if `paragraph` is undefined.
 */
export const withParagraph = (
  text: string,
  subject: ListedSubject,
  name: string,
  paragraph: string | undefined,
): string => withParagraphs(text, [{ subject, name, paragraph }]);

/** Does the same for several paragraphs, one after another. */
export function withParagraphs(text: string, changes: readonly Entry[]): string {
  const allEntries = changes.reduce(withEntry, entriesIn(text));
  const edited = textOfParagraphs(allEntries.map(({ paragraph }) => paragraph));
  const finalText = text.endsWith('\n') ? edited : edited.trimEnd();
  return text.includes('\r\n') ? finalText.replaceAll('\n', '\r\n') : finalText;
}

/**
 * Returns the text with the tool that describes large tools, or without it if no tool is large.
 * @param paragraph of that tool
 */
export function withDescriber(text: string, paragraph?: string): string {
  const isLarge = text.includes(HAS_DEEP_LEVELS);
  const description = toolParagraph(text, DESCRIBER);
  if (isLarge)
    return description === undefined && paragraph !== undefined
      ? withParagraph(text, 'tool', DESCRIBER, paragraph)
      : text;
  return description?.includes(DESCRIBER_DESCRIPTION)
    ? withParagraph(text, 'tool', DESCRIBER, undefined)
    : text;
}

function withEntry(allEntries: ReturnType<typeof entriesIn>, { subject, name, paragraph }: Entry) {
  const otherEntries = allEntries.filter(
    (candidate) => candidate.subject !== subject || candidate.name !== name,
  );
  if (paragraph === undefined) return otherEntries;
  const rank = SUBJECTS.indexOf(subject);
  const isAfter = (candidate: (typeof allEntries)[number]) =>
    SUBJECTS.indexOf(candidate.subject) > rank ||
    (candidate.subject === subject && candidate.name > name);
  const entries = otherEntries.filter((entry) => entry.paragraph !== '');
  const at = entries.findIndex(isAfter);
  return entries.toSpliced(at < 0 ? entries.length : at, 0, { subject, name, paragraph });
}

/** Returns the text with a renamed tool; a title that repeats the name changes, too. */
export function renameToolParagraph(text: string, name: string, newName: string): string {
  const paragraph = toolParagraph(text, name);
  if (paragraph === undefined) return text;
  const [head = '', ...otherLines] = paragraph.split('\n');
  const title = head.slice(name.length).replace(/^: /, '');
  const isImplied = wordsOfName(title).join() === wordsOfName(name).join();
  const currentTitle = isImplied ? defaultTitle(newName) : title;
  const renamedParagraph = [
    currentTitle === '' ? newName : `${newName}: ${currentTitle}`,
    ...otherLines,
  ].join('\n');
  return withParagraph(
    withParagraph(text, 'tool', name, undefined),
    'tool',
    newName,
    renamedParagraph,
  );
}

/** Returns the text with another name of a tool's argument. */
export function renameListedArgument(text: string, tool: string, from: string, to: string): string {
  const paragraph = toolParagraph(text, tool);
  if (paragraph === undefined) return text;
  const [beforeReturns = '', returned = ''] = paragraph.split(/(?=^ {2}returns\b)/m);
  const isLine = (line: string) => [':', '?:'].some((end) => line.startsWith(`  ${from}${end}`));
  const lines = beforeReturns
    .split('\n')
    .map((line) => (isLine(line) ? `  ${to}${line.slice(from.length + 2)}` : line))
    .map((line) => line.replaceAll(`\`${from}\``, () => `\`${to}\``));
  return withParagraph(text, 'tool', tool, lines.join('\n') + returned);
}

/** Returns the title that clients show for a tool that has none. */
const defaultTitle = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[_-]+/g, ' ');
