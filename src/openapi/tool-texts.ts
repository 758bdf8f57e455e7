import type { Operation } from './model.js';
import { brief } from './text.js';

/** Title and description of a tool: the summary is part of the description only where it adds something. */
export function toolTexts({ summary, description, method, path }: Operation): {
  title: string;
  description: string;
} {
  const long = brief(description, 300);
  const stated = brief(summary, 80);
  const sentence = stated.replace(/([^.!?…])$/, '$1.');
  return {
    // `...` is not a full stop.
    title: stated.replace(/(?<!\.)\.$/, ''),
    description:
      [saysAll(long, stated) ? '' : sentence, long].filter(Boolean).join(' ') ||
      `${method} ${path}`,
  };
}

/** Whether a text has all words of another, apart from their forms and words without content. */
function saysAll(text: string, other: string): boolean {
  const stems = new Set(stemsOf(text));
  const wanted = stemsOf(other);
  return wanted.length > 0
    ? wanted.every((stem) => stems.has(stem))
    : text.toLowerCase().startsWith(other.toLowerCase());
}

const EMPTY =
  /^(a|an|the|of|for|to|in|on|at|by|with|from|and|or|is|are|be|this|that|its?|all|one|your)$/;

/** "Deletes", "deleted" and "deleting" are one word, roughly. */
const stemsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !EMPTY.test(word))
    .map((word) => word.replace(/(?<=.{3})(?:ies|ing|es|ed|s|e|y)$/, ''));
