import { isLoopback } from '../../runtime/src/utils/addresses.js';
import {
  complaintOf,
  CUT,
  firstBrokenLimit,
  REFUSED,
  UNCHANGED,
} from '../../runtime/src/utils/client-limits.js';
import { invisibleIn } from '../../runtime/src/utils/invisible.js';
import { urlMeant } from '../model/as-url.js';
import type { JsonSchema } from '../model/json-schema.js';
import type { Kind } from '../model/kind.js';
import { kebabCase } from '../model/names.js';
import { placeholders } from '../model/placeholders.js';
import { mismatches } from './match.js';
import { argumentName, itemName, providerName } from './schema/texts.js';
import { quote } from './sentence.js';

/** What is wrong with a text, as the end of a sentence ("must be …"); nothing where it is right. */
export type Rule = (text: string) => string | undefined;

/** The rule that a schema makes. */
export const matches =
  (schema: JsonSchema): Rule =>
  (text) =>
    mismatches(schema, text)[0]?.says;

/** Names of devices: Windows has no file and no directory that is called so, with any extension. */
const WINDOWS = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Directories beside a provider's own, and properties that every object has. */
const NO_PROVIDER = [
  'core',
  'default',
  'dist',
  'index',
  'node_modules',
  'test',
  'tests',
  'constructor',
  'prototype',
];

export const providerNameRule: Rule = (name) =>
  matches(providerName)(name) ??
  (WINDOWS.test(name) || NO_PROVIDER.includes(name) ? reserved(name) : undefined);

/** What is wrong with the name of a tool, resource or prompt: each is a file of its own, `<kebab-case name>.ts`. */
export const itemNameRule: Rule = (name) => {
  return matches(itemName)(name) ?? (isReservedFile(kebabCase(name)) ? reserved(name) : undefined);
};

const isReservedFile = (file: string): boolean => WINDOWS.test(file) || file === 'index';

/**
 * The files of a tool must not replace those of its kind. Nor is it called like what objects inherit: TypeScript would take
 * its case in the tests for that.
 */
export const toolNameRule =
  (provider: string, { render: { apiFiles, parts = [] } }: Pick<Kind, 'render'>): Rule =>
  (name) => {
    const wrong = itemNameRule(name);
    if (wrong !== undefined) return wrong;
    if (isTakenName(name, { apiFiles, parts })) return reserved(name);
    const limit = firstBrokenLimit(REFUSED, provider, name);
    return limit && complaintOf(limit);
  };

function isTakenName(
  name: string,
  { apiFiles, parts = [] }: Pick<Kind['render'], 'apiFiles' | 'parts'>,
) {
  const file = kebabCase(name);
  const isFile = apiFiles.includes(file) || parts.includes(`tools/${file}`);
  return isFile || Object.hasOwn(Object.prototype, name);
}

/** Whether no tool of a kind may have this name, although it is well-formed. */
export const isReservedName = (name: string, { render }: Pick<Kind, 'render'>): boolean =>
  isReservedFile(kebabCase(name)) || isTakenName(name, render);

/** What some clients do to a name that is right. */
export const toolNameWarning =
  (provider: string): Rule =>
  (name) => {
    const limit = firstBrokenLimit(CUT, provider, name);
    if (limit) return complaintOf(limit);
    return UNCHANGED.test(name)
      ? undefined
      : `is not in snake_case; some clients show it as ${quote(name.toLowerCase().replaceAll('-', '_'))}`;
  };

const reserved = (name: string) => `${quote(name)} is reserved; choose another one`;

export const argumentNameRule = matches(argumentName);

/** YAML, HTML and Markdown know no NUL, and half of a surrogate pair becomes U+FFFD in any file. */
export const characterRule: Rule = (text) => {
  if (text.includes('\0')) return 'contains a NUL character, which is not allowed';
  return /\p{Surrogate}/u.test(text)
    ? 'contains half of a surrogate pair, which is not valid Unicode'
    : undefined;
};

/** What is wrong with a text that people and models read: `validate` reports such characters in the project. */
export const visibleRule: Rule = (text) => {
  const [first, ...others] = invisibleIn(text);
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `contains the invisible character ${first}${more}, which is not allowed`;
};

/** An https URL (RFC 3986), or http on a loopback address. What is wrong is said without what may be a secret. */
export const urlRule: Rule = (text) => {
  const wrong = urlFormRule(text);
  if (wrong !== undefined) return wrong;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined;
  return 'must begin with "https://"; plain http is for loopback addresses only';
};

/** The same, whatever its protocol. */
export const urlFormRule: Rule = (text) => {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/i.test(text) || !URL.canParse(text)) {
    const meant = urlMeant(text);
    return meant === undefined
      ? 'must be an absolute URL in ASCII, such as "https://api.example.com/v1"'
      : `must be an absolute URL, not ${quote(text)}; did you mean ${JSON.stringify(meant)}?`;
  }
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) return 'must not contain a user name or a password';
  return text.includes('#') ? 'must not contain a fragment' : undefined;
};

/** A fixed URI or an RFC 6570 level 1 template. */
export const uriRule: Rule = (uri) => {
  const literal = uri.replace(/\{[A-Za-z0-9_]+\}/g, '');
  if (/[{}]/.test(literal)) {
    return 'has a brace that is not part of a {name}; other templates are not supported';
  }
  if (!/^[a-z][a-z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]*$/i.test(literal) || uri.length > 500) {
    return 'must be an absolute URI of at most 500 characters, such as "acme://rooms/{room_id}"';
  }
  const names = placeholders(uri);
  return new Set(names).size < names.length ? 'names one variable twice' : undefined;
};
