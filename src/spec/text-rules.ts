import { isLoopback } from '../../runtime/src/utils/addresses.js';
import {
  firstExceededLimit,
  limitProblem,
  REFUSAL_LIMITS,
  SHORTENING_LIMITS,
  UNCHANGED_NAME,
} from '../../runtime/src/utils/client-limits.js';
import { invisibleIn } from '../../runtime/src/utils/invisible.js';
import { urlMeant } from '../model/as-url.js';
import type { JsonSchema } from '../model/json-schema.js';
import type { Kind } from '../model/kind.js';
import { kebabCase } from '../model/names.js';
import { placeholders } from '../model/text/placeholders.js';
import { argumentName, itemName, providerName } from './schema/texts.js';
import { schemaMismatches } from './schema-mismatches.js';
import { quote } from './sentence.js';

/** Checks a text. @returns the end of a sentence ("must be …"); undefined if it is valid */
export type TextRule = (text: string) => string | undefined;

/** Returns the rule for the constraints of a schema. */
export const schemaRule =
  (schema: JsonSchema): TextRule =>
  (text) =>
    schemaMismatches(schema, text)[0]?.fault;

/** Device names, which Windows reserves for files and directories with any extension. */
const WINDOWS = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Directories next to those of providers, and properties that every object has. */
const RESERVED_PROVIDER_NAMES = [
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

export const providerNameRule: TextRule = (name) =>
  schemaRule(providerName)(name) ??
  (WINDOWS.test(name) || RESERVED_PROVIDER_NAMES.includes(name) ? reservedFault(name) : undefined);

/**
 * Returns the rule for the name of a tool, resource or prompt, each of which has a file of its own,
 * `<kebab-case name>.ts`.
 */
export const itemNameRule: TextRule = (name) => {
  return (
    schemaRule(itemName)(name) ??
    (isReservedFile(kebabCase(name)) ? reservedFault(name) : undefined)
  );
};

const isReservedFile = (file: string): boolean => WINDOWS.test(file) || file === 'index';

/**
 * Returns the rule for the names of tools. Their files must not replace those of the kind, and
 * their names must differ from inherited object members, which TypeScript would confuse with their
 * test cases.
 */
export const toolNameRule =
  (provider: string, { render: { apiFiles, parts = [] } }: Pick<Kind, 'render'>): TextRule =>
  (name) => {
    const nameFault = itemNameRule(name);
    if (nameFault !== undefined) return nameFault;
    if (isTakenName(name, { apiFiles, parts })) return reservedFault(name);
    const limit = firstExceededLimit(REFUSAL_LIMITS, provider, name);
    return limit && limitProblem(limit);
  };

function isTakenName(
  name: string,
  { apiFiles, parts = [] }: Pick<Kind['render'], 'apiFiles' | 'parts'>,
) {
  const file = kebabCase(name);
  const isFile = apiFiles.includes(file) || parts.includes(`tools/${file}`);
  return isFile || Object.hasOwn(Object.prototype, name);
}

/** Returns whether no tool of a kind may have this well-formed name. */
export const isReservedName = (name: string, { render }: Pick<Kind, 'render'>): boolean =>
  isReservedFile(kebabCase(name)) || isTakenName(name, render);

/** Returns a warning about clients that change a valid name. */
export const toolNameWarning =
  (provider: string): TextRule =>
  (name) => {
    const limit = firstExceededLimit(SHORTENING_LIMITS, provider, name);
    if (limit) return limitProblem(limit);
    return UNCHANGED_NAME.test(name)
      ? undefined
      : `is not in snake_case; some clients show it as ${quote(name.toLowerCase().replaceAll('-', '_'))}`;
  };

const reservedFault = (name: string) => `${quote(name)} is reserved; choose another one`;

export const argumentNameRule = schemaRule(argumentName);

/** Rejects NUL, which YAML, HTML and Markdown do not allow, and lone surrogates, which become U+FFFD in any file. */
export const characterRule: TextRule = (text) => {
  if (text.includes('\0')) return 'contains a NUL character, which is not allowed';
  return /\p{Surrogate}/u.test(text)
    ? 'contains half of a surrogate pair, which is not valid Unicode'
    : undefined;
};

/** Returns the rule for texts that users and models read; `validate` reports such characters in the project. */
export const visibleRule: TextRule = (text) => {
  const [first, ...otherCharacters] = invisibleIn(text);
  if (first === undefined) return undefined;
  const moreText = otherCharacters.length === 0 ? '' : ` and ${otherCharacters.length} more`;
  return `contains the invisible character ${first}${moreText}, which is not allowed`;
};

/**
 * Returns the rule for an https URL (RFC 3986), or http on a loopback address. Messages do not
 * contain parts that may be secrets.
 */
export const urlRule: TextRule = (text) => {
  const formFault = urlFormRule(text);
  if (formFault !== undefined) return formFault;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined;
  return 'must begin with "https://"; plain http is for loopback addresses only';
};

/** A URL of the characters of RFC 3986, whose host, unlike there, is a name of DNS or an address. */
const URL_FORM =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[\w.~!$&'()*+,;=:%-]*@)?[\w.:[\]-]*(?:[/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?$/i;

/** Returns the rule for a URL with any protocol. */
export const urlFormRule: TextRule = (text) => {
  if (!URL_FORM.test(text) || !URL.canParse(text)) {
    const suggestedUrl = urlMeant(text);
    return suggestedUrl === undefined
      ? 'must be an absolute URL in ASCII, such as "https://api.example.com/v1"'
      : `must be an absolute URL, not ${quote(text)}; did you mean ${JSON.stringify(suggestedUrl)}?`;
  }
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) return 'must not contain a user name or a password';
  return text.includes('#') ? 'must not contain a fragment' : undefined;
};

/** Returns the rule for a fixed URI or an RFC 6570 level 1 template. */
export const uriRule: TextRule = (uri) => {
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
