import type { JsonSchemaObject } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import { capitalize, words } from '../../model/names.js';

/** Longer sample texts make a test unreadable. */
const MOST_CHARACTERS = 10_000;

const number = (nth: number) => (nth === 0 ? '' : String(nth + 1));
const address = (nth: number) => `https://example.com/${number(nth)}`;
const email = (nth: number) => `Ada${number(nth)}@Example.com`;
const host = (nth: number) => (nth === 0 ? 'example.com' : `host-${nth + 1}.example.com`);
const pointer = (nth: number) => `/example${number(nth)}`;
const day = (nth: number) => `2026-01-${String(1 + (nth % 31)).padStart(2, '0')}`;

const OF_FORMAT: Readonly<Record<string, (nth: number) => string>> = {
  'date-time': (nth) => `${day(nth)}T09:30:00Z`,
  date: day,
  time: (nth) => `09:${30 + (nth % 30)}:00Z`,
  duration: (nth) => `P${nth + 1}D`,
  email,
  'idn-email': email,
  hostname: host,
  'idn-hostname': host,
  ipv4: (nth) => `192.0.2.${1 + (nth % 250)}`,
  ipv6: (nth) => `2001:db8::${(nth + 1).toString(16)}`,
  uri: address,
  iri: address,
  'uri-reference': pointer,
  'iri-reference': pointer,
  'uri-template': (nth) => `${address(nth)}{id}`,
  url: address,
  uuid: (nth) => `0b6f4a52-8f0e-4f43-9d3c-${(0x2f1a7f5c6d3e + nth).toString(16)}`,
  'json-pointer': pointer,
  'relative-json-pointer': (nth) => `${nth}/example`,
  regex: (nth) => `^example${number(nth)}$`,
  byte: (nth) => Buffer.from(`example${number(nth)}`).toString('base64'),
};

/** What people write in a field, by the last word of its name; no two alike, so that mixed-up fields show. */
const OF_NAME: Readonly<Record<string, string | readonly string[]>> = {
  address: '1 Example Street',
  body: 'A first paragraph of text.',
  category: 'General',
  city: 'Berlin',
  color: 'Green',
  comment: 'As discussed on Monday.',
  country: ['DE', 'FR', 'IT', 'JP', 'NL'],
  currency: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'],
  description: 'What it is about, in one sentence.',
  email: 'Ada@Example.com',
  filename: 'Report.pdf',
  label: 'Important',
  language: ['en', 'de', 'fr', 'it', 'ja'],
  login: 'Ada-L',
  message: 'Good morning!',
  name: 'Ada',
  note: 'Call before noon.',
  owner: 'Ada-Team',
  phone: '+1 555 0100',
  priority: 'high',
  q: 'Berlin',
  query: 'first of May',
  reason: 'Duplicate',
  repo: 'Example-App',
  search: 'May in Berlin',
  sku: 'A-1',
  status: 'open',
  subject: 'Plans for May',
  summary: 'In short',
  tag: 'Berlin-2026',
  text: 'See you at nine.',
  title: 'First of May',
  url: 'https://example.com/',
  username: 'Ada',
};

/** Of a field whose name ends with that word, such as `created_at`. */
const OF_TIME: Readonly<Record<string, (nth: number) => string>> = {
  at: (nth) => `${day(nth)}T09:30:00Z`,
  date: day,
  day,
  on: day,
};

/** The end of a field's name that says what people write in it, such as `filename` of `file_name`; undefined where none does. */
export const meaningOf = (name: string): string | undefined => {
  const last = words(name).slice(-2);
  return [last.join(''), last.at(-1) ?? ''].find((word) => Object.hasOwn(OF_NAME, word));
};

/** Another sample of its kind: with the next number, or one at the end of what it names. */
function numbered(text: string, nth: number): string {
  const number = /\d+$|^\d+/.exec(text)?.[0];
  if (number !== undefined)
    return text.replace(number, String(Number(number) + nth).padStart(number.length, '0'));
  const [, begin = text, end = ''] = /^(\S+?)(@.*|\.\w+)$/.exec(text) ?? [];
  const between =
    end.startsWith('@') || text.endsWith('/') ? '' : /^[a-z-]+$/.test(begin) ? '-' : ' ';
  return `${begin}${between}${nth + 1}${end}`;
}

const PEOPLE = new Set(
  `account actor assignee attendee author contact creator customer employee guest member owner participant patient person
  profile recipient sender student user value`.split(/\s+/),
);

/** A property, and what has it. */
interface Named {
  name: string;
  thing?: string;
}

/** `Branch 1` for the name or title of a branch; undefined for people, who have names of their own. */
export function nameOfThing({ name, thing = '' }: Named): string | undefined {
  const label = words(thing);
  return !['name', 'title'].includes(name) || label.length === 0 || PEOPLE.has(label.at(-1) ?? '')
    ? undefined
    : `${capitalize(label.slice(0, 3).join(' '))} 1`;
}

/** A value named after its field, with a capital, which code that changes the case of letters changes: `Room-1`, `Shelf mark`. */
function titled(name: string, nth: number): string {
  const [first = '', ...others] = words(name);
  if (others.length === 0 && first === 'id') return `ID-${nth + 1}`;
  if (others.at(-1) === 'id')
    return `${capitalize([first, ...others.slice(0, -1)].join('-'))}-${nth + 1}`;
  return `${capitalize([first, ...others].join(' '))}${nth === 0 ? '' : ` ${nth + 1}`}`;
}

/**
 * Texts that may suit a schema, the likeliest first.
 * @param name of the property, and what has it
 * @param nth among the texts of this name or format
 */
export function sampleTexts(schema: JsonSchemaObject, place: Named, nth: number): string[] {
  const { name } = place;
  const { minLength = 0, maxLength = Infinity, pattern, format = '' } = schema;
  const sample = ownValue(OF_FORMAT, format) ?? ownValue(OF_TIME, words(name).at(-1) ?? '');
  const numberedName = nth === 0 ? name : `${name}_${nth + 1}`;
  const [, digits] = /\b(\d{1,2})[ -]digits?\b/.exec(schema.description ?? '') ?? [];
  const meaning = meaningOf(name);
  const meant = [nameOfThing(place) ?? ((meaning !== undefined && OF_NAME[meaning]) || [])].flat();
  const candidates = [
    ...(sample ? [sample(nth)] : []),
    ...meant.slice(nth, nth + 1),
    ...(nth > 0 ? meant.slice(0, 1).map((text) => numbered(text, nth)) : []),
    ...(digits === undefined ? [] : [String(nth + 1).padStart(Number(digits), '9780306406157')]),
    titled(name, nth),
    numberedName,
    words(numberedName).join('-'),
    ...(pattern === undefined ? [] : patternTexts(pattern, nth)),
  ];
  if (minLength > MOST_CHARACTERS) return [];
  return candidates.map((text) => withLength(text, minLength, maxLength));
}

/** Cut before the number at its end, or repeated as often as needed. Lengths count code points, as JSON Schema does. */
function withLength(text: string, least: number, most: number): string {
  const characters = Array.from(text);
  if (characters.length > most) {
    const end = /\d{0,3}$/.exec(text)?.[0].slice(0, most) ?? '';
    return characters.slice(0, most - end.length).join('') + end;
  }
  if (characters.length >= least) return text;
  const unit = Array.from(`${text || 'x'}-`);
  return Array.from({ length: least }, (_, index) => unit[index % unit.length]).join('');
}

const CHARACTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890-_. /:@#+,;=!?%&*()[]{}<>|~^$\'"`\\é',
);

/** One character: a class, an escape, or itself. */
const ATOM =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[^])|[^]/uy;
const ASSERTION = /[\^$]|\\[bB]/y;
const GROUP = /\((?:\?(?::|<\w+>))?/y;
const LOOK_AROUND = /\(\?<?[=!]/y;
const QUANTIFIER = /(?:[?*+]|\{\d+(?:,\d*)?\})\??/y;
const MAX_LENGTH = 1000;

/**
 * Texts made after a regular expression, the likeliest first. Not all of them match: of alternatives the first is taken,
 * and what is looked ahead for is not looked at.
 */
const patternTexts = (pattern: string, nth: number): string[] =>
  [1, 0, 2, 4, 8, 16, 32, 64, 128, 256].map((repetitions) => textFor(pattern, repetitions, nth));

/**
 * @param repetitions of what may be repeated, within its bounds
 * @param nth tells texts of one pattern apart
 */
function textFor(pattern: string, repetitions: number, nth: number): string {
  let at = 0;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const [found] = token.exec(pattern) ?? [];
    at += found?.length ?? 0;
    return found;
  };

  function firstAlternative(): string {
    const first = sequence();
    while (pattern[at] === '|') {
      at++;
      sequence();
    }
    return first;
  }

  function sequence(): string {
    let text = '';
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      if (take(ASSERTION) === undefined) text += repeated(part());
    }
    return text;
  }

  function part(): string {
    const isLooking = take(LOOK_AROUND) !== undefined;
    if (!isLooking && take(GROUP) === undefined) return characterFor(take(ATOM) ?? '', nth);
    const text = firstAlternative();
    at++; // ")"
    return isLooking ? '' : text;
  }

  function repeated(text: string): string {
    const quantifier = take(QUANTIFIER);
    if (quantifier === undefined || text === '') return text;
    const [least, most] = bounds(quantifier);
    const times = Math.min(Math.max(least, repetitions), most);
    return text.repeat(Math.min(times, Math.ceil(MAX_LENGTH / text.length)));
  }

  return firstAlternative();
}

function bounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('?')) return [0, 1];
  if (quantifier.startsWith('*')) return [0, Infinity];
  if (quantifier.startsWith('+')) return [1, Infinity];
  const [least, most = least] = quantifier.slice(1, quantifier.indexOf('}')).split(',');
  return [Number(least), most === '' ? Infinity : Number(most)];
}

function characterFor(atom: string, nth: number): string {
  try {
    const expression = new RegExp(`^${atom}$`, 'u');
    const allowed = CHARACTERS.filter((character) => expression.test(character));
    return allowed[nth % allowed.length] ?? '';
  } catch (error) {
    if (error instanceof SyntaxError) return ''; // it is no character: a reference to a group, for instance
    throw error;
  }
}
