import { capitalize, withFullStop, wordsOfName } from '../model/names.js';
import type { Operation } from './model.js';
import { shortText } from './short-text.js';
import { wordStems } from './word-stems.js';

/**
 * Returns the title and description of a tool. The summary is part of the description only if it
 * adds something; without both, the description is the name as a sentence.
 */
export function toolTexts(
  { id, summary, description }: Operation,
  name: string,
): { title: string; description: string } {
  const briefSummary = shortText(summary, 80);
  const longDescription = withoutTitle(shortText(description, 300), briefSummary);
  const sentence = withFullStop(briefSummary);
  const isRepeated = isGeneratedSummary(briefSummary, id) || repeats(longDescription, briefSummary);
  return {
    // An ellipsis is not a full stop.
    title: briefSummary.replace(/(?<!\.)\.$/, ''),
    description:
      [longDescription !== '' && isRepeated ? '' : sentence, longDescription]
        .filter(Boolean)
        .join(' ') || withFullStop(capitalize(wordsOfName(name).join(' '))),
  };
}

/**
 * Returns a description without a first sentence that repeats the title, unless the others need it:
 * "This removes the list only."
 */
function withoutTitle(text: string, title: string): string {
  const start = title.replace(/[.!]$/, '');
  if (start === '' || !text.toLowerCase().startsWith(start.toLowerCase())) return text;
  const [, rest = ''] =
    /^(?:[.!]\s+|\s+(?=\p{Lu}\p{Ll}))(.+)$/u.exec(text.slice(start.length)) ?? [];
  return /\S \S+ \S/.test(rest) && repeats(rest, title) ? capitalize(rest) : text;
}

/** Returns whether a text says what a title says, and is clear without a sentence before it. */
const repeats = (text: string, title: string): boolean =>
  !BACK_REFERENCE.test(text) && (containsAllWords(text, title) || beginsLikeTitle(text, title));

/** The start of a sentence about the one before it; "This endpoint removes" needs none. */
const BACK_REFERENCE = /^(?:this|it|these|they) (?:\w+s|was|were|will|can|may|do|have|are)\b/i;

/** Returns whether a program such as FastAPI derived a summary from a name: "Read User Me". */
const isGeneratedSummary = (summary: string, id: string | undefined): boolean =>
  summary.split(' ').every((word) => /^[A-Z0-9]/.test(word)) &&
  wordsOfName(id ?? '')
    .join(' ')
    .includes(wordsOfName(summary).join(' '));

/** Returns whether a text contains all words of another one, ignoring inflection and words without content. */
function containsAllWords(text: string, otherText: string): boolean {
  const stems = new Set(wordStems(text));
  const otherStems = wordStems(otherText);
  return otherStems.length > 0
    ? otherStems.every((stem) => stems.has(stem))
    : text.toLowerCase().startsWith(otherText.toLowerCase());
}

/**
 * Returns whether a text begins with the verb of a title, or with another word for it, and names
 * something of what the title names.
 */
function beginsLikeTitle(text: string, title: string): boolean {
  const [verb, ...objects] = wordStems(title);
  const [first, ...others] = wordStems(text);
  return verb !== undefined && verb === first && objects.some((stem) => others.includes(stem));
}
