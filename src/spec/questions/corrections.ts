import { isLoopback } from '../../../runtime/src/provider/addresses.js';
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

const HOST = /^([\w-]+(\.[\w-]+)+|localhost|\[::1\])(:\d+)?([/?].*)?$/;

/** `api.acme.dev` → `https://api.acme.dev`. */
export function asUrl(text: string): string {
  if (!HOST.test(text)) return text;
  const [host = ''] = /^(\[[^\]]*\]|[^:/?]+)/.exec(text) ?? [];
  return `${isLoopback(host) ? 'http' : 'https'}://${text}`;
}

/** Prose that was wrapped where it was copied. */
export const asOneLine = (text: string): string =>
  text.replaceAll(LINE_BREAK, ' ').replace(/\s+/g, ' ').trim();
