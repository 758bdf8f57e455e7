import { snakeCase } from '../../model/names.js';
import { LINE_BREAK } from '../../model/questions.js';
import type { AnswerCheck } from './checks.js';

/** "Acme Chat" → `acme_chat`, unless the name is valid as it is. */
export const asName =
  (check: AnswerCheck) =>
  (text: string): string => {
    if (check(text) === undefined) return text;
    const name = snakeCase(text.normalize('NFKD').replace(/\p{M}/gu, ''));
    return name === '' || text.includes(LINE_BREAK) ? text : name;
  };

/** Prose that was wrapped where it was copied. */
export const asOneLine = (text: string): string =>
  text.replaceAll(LINE_BREAK, ' ').replace(/\s+/g, ' ').trim();

/** `rooms:read, rooms:write` → `rooms:read rooms:write`. */
export const asList = (text: string): string =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .join(' ');
