import { exactDigits, exactJsonText, parseExactly } from './exact-numbers.js';
import { createSecretPattern, REMOVED, withoutForms } from './secret-forms.js';
import { isSecret, isSecretParameter } from './secret-names.js';

/** `{ name: 'api_key', value: '…' }`, as settings and forms of many APIs have it. */
const LABEL =
  /^(?:name|key|field|header|param|parameter|label|id|type|kind|attribute|variable|env|env_?name)$/i;
const VALUE_NAME = /^(?:value|val|content|default|data|text|string_?value|plain_?text)$/i;
/** Numbers below this are amounts; they are removed only where the name itself is that of a secret. */
const MIN_SECRET_NUMBER = 1000;
/** Keys below the name of a secret that are secrets themselves. */
const RANDOM_KEY = /^(?=.*\d)\S{16,}$/;
/** Values of fields with the name of a secret that are words of the protocol. */
const WORD = /^(?:|true|false|null|none|basic|bearer|digest|oauth2?|public|private)$/i;

const QUOTED = String.raw`\\"[^"]*"|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const SCHEME = '(?:(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate)\\s{1,4})?';
/** `name=value`, `name: value` and `"name": "value"` in a text; the name can have two words. */
const ASSIGNMENT = new RegExp(
  String.raw`(?<![\w.-])((?:[A-Za-z][\w-]{0,40} )?[A-Za-z][\w.-]{0,60})(\\?["'${'`'}]?\s{0,3}(?:=>|[:=])\s{0,3})(${QUOTED}|["'${'`'}]?${SCHEME}[^\s"'${'`'},;&<>(){}[\]\\]+)`,
  'g',
);
/** `the password is hunter2`, `API key provided: sk1`; a value without a digit is a word, as in `the token is invalid`. */
const SENTENCE =
  /(?<![\w.-])((?:[A-Za-z][\w-]{0,40} )?[A-Za-z][\w-]{0,60})( (?:is|was|(?:provided|given|supplied|used):) )((?=[^\s"',;]*\d)[^\s"',;]{4,})/g;
const ELEMENT = /<(?:[\w-]+:)?([A-Za-z][\w.-]{0,60})(?:\s[^<>]*)?>([^<]+)(?=<)/g;
/** `<input name="password" value="…">` and `<meta name="csrf-token" content="…">` */
const LABELED_ATTRIBUTE =
  /<[^<>]{0,200}?\b(?:name|id|key)=["']([\w.:-]{1,60})["'][^<>]{0,200}?\b(?:value|content)=["']([^"'<>]+)/gi;
/** A part of multipart form data (RFC 7578), whose line ends can be escaped in JSON. */
const FORM_PART =
  /\bname=\\?"([\w.[\]-]{1,60})\\?"[^\r\n\\]{0,80}(?:(?:\r?\n|(?:\\r)?\\n)[^\r\n\\]{1,80})?(?:(?:\r?\n|(?:\\r)?\\n)){2}([^\r\n\\"]+)/g;
const USER_INFO = /(?<=\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@"'<>]+(?=@)/gi;
const PARAMETER = /(?<=[?&#;])([^=&#;\s"'<>?]{1,80})=([^&#\s"'<>]+)/g;

interface Scrubbed<Row> {
  row: Row;
  /** Places from which values were removed, such as `response.api_key`. */
  places: string[];
  /** Returns whether a text contains a secret of the sign-in. */
  hasSecret(text: string): boolean;
}

/**
 * Removes secrets from arguments, requests, responses and results: what the sign-in knows, what has
 * the name of a secret, and what shows by its form. What was removed in one place is removed
 * everywhere, because a tool can return it under another name.
 * @param secrets values of the sign-in
 */
export function scrub<Row extends object>(row: Row, secrets: readonly string[]): Scrubbed<Row> {
  const secretPattern = createSecretPattern(secrets);
  const first = new Scrubber(secretPattern, undefined);
  first.clean(row, '');
  const second = new Scrubber(secretPattern, createSecretPattern([...first.removed]));
  const cleanRow = second.clean(row, '') as Row; // the same structure
  return {
    row: cleanRow,
    places: [...new Set([...first.places, ...second.places])],
    hasSecret: (text) => secretPattern !== undefined && text.search(secretPattern) >= 0,
  };
}

class Scrubber {
  readonly removed = new Set<string>();
  readonly places: string[] = [];
  readonly #known: RegExp | undefined;
  readonly #removedBefore: RegExp | undefined;

  constructor(knownSecrets: RegExp | undefined, removedBefore: RegExp | undefined) {
    this.#known = knownSecrets;
    this.#removedBefore = removedBefore;
  }

  /** @param at place of the value in the row */
  clean(value: unknown, at: string): unknown {
    const digits = exactDigits(value);
    if (typeof value === 'number' || typeof value === 'bigint' || digits !== undefined)
      return this.#cleanNumber(value, digits ?? String(value), at);
    if (typeof value === 'string') return this.#cleanText(value, at);
    if (value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return this.#cleanList(value, at);
    if (typeof value !== 'object' || value === null) return value;
    const isLabeled = Object.entries(value).some(
      ([key, label]) => LABEL.test(key) && typeof label === 'string' && isSecret(label),
    );
    const isQuery = /(?:^|[.\]])query$/.test(at);
    return this.#cleanMembers(value, at, (key, member) => {
      const isParameter = isQuery && typeof member === 'string' && isSecretParameter(key, member);
      return isSecret(key) || isParameter || (isLabeled && VALUE_NAME.test(key));
    });
  }

  #cleanMembers(
    value: object,
    at: string,
    isSecretMember: (key: string, member: unknown) => boolean,
  ): unknown {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]: [string, unknown]) => {
        const place = at === '' ? key : `${at}.${key}`;
        const cleanKey = this.#cleanKey(key, place);
        return [
          cleanKey,
          isSecretMember(key, member)
            ? this.#removeAll(member, place, /s$/i.test(key))
            : this.clean(member, place),
        ];
      }),
    );
  }

  /** Cleans a list. Headers and parameters can also be pairs: `['authorization', '…']`. */
  #cleanList(list: readonly unknown[], at: string): unknown[] {
    const [name, , another] = list;
    const isPair = list.length === 2 && another === undefined;
    const isSecretPair = isPair && typeof name === 'string' && isSecret(name);
    return list.map((item, index) =>
      isSecretPair && index === 1
        ? this.#removeAll(item, `${at}[]`, false)
        : this.clean(item, `${at}[]`),
    );
  }

  /** Removes all texts and long numbers below the name of a secret. */
  #removeAll(value: unknown, at: string, isPlural: boolean): unknown {
    const digits = exactDigits(value);
    if (typeof value === 'number' || digits !== undefined)
      return isPlural ? this.clean(value, at) : this.#removeNumber(digits ?? String(value), at);
    if (typeof value === 'string') return WORD.test(value) ? value : this.#remove(value, at);
    if (Array.isArray(value)) return value.map((item) => this.#removeBelow(item, `${at}[]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]: [string, unknown], index) => {
        const place = `${at}.${key}`;
        const isRandom = RANDOM_KEY.test(key);
        const cleanKey = isRandom
          ? `${this.#remove(key, place)}_${index}`
          : this.#cleanKey(key, place);
        return [cleanKey, this.#removeBelow(member, place)];
      }),
    );
  }

  #removeBelow(value: unknown, at: string): unknown {
    const isSmall = typeof value === 'number' && Math.abs(value) < MIN_SECRET_NUMBER;
    return isSmall ? value : this.#removeAll(value, at, false);
  }

  #remove(secret: string, at: string): string {
    if (secret === REMOVED) return secret;
    this.places.push(at);
    if (!WORD.test(secret)) this.removed.add(secret);
    return REMOVED;
  }

  #removeNumber(digits: string, at: string): number {
    this.places.push(at);
    if (Number(digits) >= MIN_SECRET_NUMBER) this.removed.add(digits);
    return 0;
  }

  #cleanNumber(value: unknown, digits: string, at: string): unknown {
    const isLong = digits.length >= 4;
    return isLong && this.#withoutSecrets(digits, at) !== digits ? 0 : value;
  }

  #cleanKey(key: string, at: string): string {
    const withoutKnown = this.#known ? key.replace(this.#known, () => this.#remove(key, at)) : key;
    return withoutForms(withoutKnown, (secret) => this.#remove(secret, at));
  }

  /** Removes secrets that are known, were removed elsewhere, or show by their form. */
  #withoutSecrets(text: string, at: string): string {
    let rest = text;
    for (const pattern of [this.#known, this.#removedBefore])
      if (pattern)
        rest = rest.replace(pattern, (secret) => {
          if (secret !== REMOVED) this.places.push(at);
          return REMOVED;
        });
    return withoutForms(rest, (secret) => this.#remove(secret, at));
  }

  #cleanText(text: string, at: string): string {
    const nested = /^\s*[{[]/.test(text) ? parseExactly(text) : undefined;
    if (typeof nested === 'object' && nested !== null) {
      const count = this.places.length;
      const json = exactJsonText(this.clean(nested, at));
      if (this.places.length > count) return json;
    }
    const remove = (secret: string) => this.#remove(secret, at);
    const removeQuoted = (secret: string) => {
      const [, open = '', value = '', close = ''] =
        /^(\\?["'`]?)(.*?)(\\?["'`]?)$/s.exec(secret) ?? [];
      return WORD.test(value) ? secret : open + remove(value) + close;
    };
    const assignment = (_: string, name: string, operator: string, value: string) =>
      isSecret(name) || isSecret(name.replace(/^.* /, ''))
        ? name + operator + removeQuoted(value)
        : name + operator + this.#cleanQuoted(value, at);
    const removeNamed = (matchedText: string, name: string, value: string) =>
      isSecret(name) ? matchedText.slice(0, -value.length) + remove(value.trim()) : matchedText;
    return this.#withoutSecrets(text, at)
      .replace(USER_INFO, (user) => remove(user))
      .replace(PARAMETER, (_, name: string, value: string) =>
        isSecretParameter(decodeOrKeep(name), value)
          ? `${name}=${remove(value)}`
          : `${name}=${this.#cleanNested(value, at)}`,
      )
      .replace(ELEMENT, removeNamed)
      .replace(LABELED_ATTRIBUTE, removeNamed)
      .replace(FORM_PART, removeNamed)
      .replace(ASSIGNMENT, assignment)
      .replace(SENTENCE, assignment);
  }

  /** Returns the value of `"message": "password=…"`: what is between its quotes is a text of its own. */
  #cleanQuoted(value: string, at: string): string {
    const [, open, inner = '', close] = /^(\\?["'`])(.*)(\1)$/s.exec(value) ?? [];
    return open === undefined || !/[:= ]/.test(inner)
      ? value
      : open + this.#cleanText(inner, at) + String(close);
  }

  /** Returns the value of a parameter, which can be an address itself. */
  #cleanNested(value: string, at: string): string {
    const inner = decodeOrKeep(value);
    if (inner === value || !/^https?:/i.test(inner)) return value;
    const clean = this.#cleanText(inner, at);
    return clean === inner ? value : encodeURIComponent(clean);
  }
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // a stray percent sign
  }
}
