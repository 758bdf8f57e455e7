import { stem } from '../../runtime/src/search/words.js';

/** Words that say nothing about an operation. */
const STOP_WORDS =
  /^(a|an|the|of|for|to|in|on|at|by|with|from|and|or|is|are|be|this|that|its?|all|one|your|new|single|specific|given)$/;

/** Stems of verbs that mean the same of a request. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['retriev', 'fetch', 'download', 'list', 'return', 'read', 'show', 'view'].map(
    (verb) => [verb, 'get'] as const,
  ),
  ...['add', 'mak'].map((verb) => [verb, 'creat'] as const),
  ...['edit', 'chang', 'modify', 'patch', 'renam'].map((verb) => [verb, 'updat'] as const),
  ['remov', 'delet'],
]);

/**
 * Returns the stems of the words of a text: "Deletes", "deleted" and "deleting" are one word; so
 * are "get" and "retrieve".
 */
export const wordStems = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP_WORDS.test(word))
    .map((word) => stem(word.replace(/(?<=iz)ation$/, 'e')))
    .map((verb) => SYNONYMS.get(verb) ?? verb);
