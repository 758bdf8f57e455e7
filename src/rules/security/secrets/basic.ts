import { isPlaceholder, type KnownSecret } from './find.js';

/** RFC 7617, section 2: the scheme, then `user:password` in base64. */
const BASIC = /\bBasic +([A-Za-z0-9+/]{6,}={0,2})(?![\w+/=])/gi;
/** Printable, with a name or a password of some length: `key:` is a key without a password. */
const PAIR = /^(?=.{8})[\x21-\x7e]*:[\x20-\x7e]*$/;

/** Credentials of the scheme "Basic" in a text. Tests and documentation show such texts as examples. */
export const basicCredentials = (text: string): KnownSecret[] =>
  Array.from(text.matchAll(BASIC)).flatMap(({ index, 0: found, 1: encoded = '' }) => {
    const pair = Buffer.from(encoded, 'base64').toString('latin1');
    return PAIR.test(pair) && !isPlaceholder(pair)
      ? [{ what: 'a user name with its password', start: index, end: index + found.length }]
      : [];
  });
