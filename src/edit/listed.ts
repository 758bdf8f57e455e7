import {
  isToolParagraph,
  nameOf,
  paragraphsIn,
  textOfParagraphs,
} from '../../runtime/src/testing/listed-text.js';
import { words } from '../model/names.js';

/** The paragraph of a tool in a text of what clients are told, with the whole result. */
export const listedTool = (text: string, name: string): string | undefined =>
  paragraphsIn(text).find((one) => isToolParagraph(one) && nameOf(one) === name);

/** The text with a paragraph of a tool, in place of the one that it has or in the order of names; without it if undefined. */
export function withListedTool(text: string, name: string, paragraph: string | undefined): string {
  const paragraphs = paragraphsIn(text);
  const at = paragraphs.findIndex((one) => isToolParagraph(one) && nameOf(one) === name);
  const added = paragraph === undefined ? [] : [paragraph];
  if (at >= 0) return textOfParagraphs(paragraphs.toSpliced(at, 1, ...added));
  const after = paragraphs.findIndex((one) => isToolParagraph(one) && nameOf(one) > name);
  const last = paragraphs.findLastIndex(isToolParagraph);
  const first = /^\w+(?:: .*)?\n {2}/.test(paragraphs[0] ?? '') ? 0 : 1; // below the instructions
  const place = after >= 0 ? after : last >= 0 ? last + 1 : first;
  return textOfParagraphs(paragraphs.toSpliced(place, 0, ...added));
}

/** The text with another name of a tool; a title that repeats the name changes with it. */
export function renameListedTool(text: string, name: string, now: string): string {
  const paragraph = listedTool(text, name);
  if (paragraph === undefined) return text;
  const [head = '', ...others] = paragraph.split('\n');
  const title = head.slice(name.length).replace(/^: /, '');
  const isImplied = words(title).join() === words(name).join();
  const shown = isImplied ? titleOf(now) : title;
  const renamed = [shown === '' ? now : `${now}: ${shown}`, ...others].join('\n');
  return withListedTool(withListedTool(text, name, undefined), now, renamed);
}

/** What clients are told of a tool without a title. */
const titleOf = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[_-]+/g, ' ');
