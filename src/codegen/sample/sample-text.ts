import type { JsonSchemaObject } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import { capitalize, wordsOfName } from '../../model/names.js';
import { singular } from '../../model/text/singular.js';

/** Maximum length of a sample text, because longer ones make a test unreadable. */
const MAX_CHARACTERS = 10_000;

const number = (nth: number) => (nth === 0 ? '' : String(nth + 1));
const address = (nth: number) => `https://example.com/${number(nth)}`;
const NAMES = ['Ada', 'Grace', 'Alan', 'Barbara', 'Edsger'];
const EMAILS = NAMES.map((name) => `${name}@Example.com`);
const email = (nth: number) => EMAILS[nth] ?? `Ada${number(nth)}@Example.com`;
const host = (nth: number) => (nth === 0 ? 'example.com' : `host-${nth + 1}.example.com`);
const pointer = (nth: number) => `/example${number(nth)}`;
const day = (nth: number) => `2026-01-${String(1 + (nth % 31)).padStart(2, '0')}`;

const FORMAT_SAMPLES: Readonly<Record<string, (nth: number) => string>> = {
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

/** Returns whether a name is that of the end of a time range, such as `ends_at`. */
export const isEndName = (name: string): boolean =>
  wordsOfName(name).some((word) => END_WORDS.has(word));

const END_WORDS = new Set('end ends finish finishes to until'.split(' '));

/** Returns the end of a range, on the day on which it begins. */
const endTime = (nth: number) => `${day(nth)}T11:00:00Z`;

/** Sample texts of a field by the last word of its name. All differ, so that tests reveal mixed-up fields. */
const NAME_SAMPLES: Readonly<Record<string, string | readonly string[]>> = {
  address: '1 Example Street',
  body: ['A first paragraph of text.', 'Another paragraph of text.', 'A last paragraph of text.'],
  category: ['General', 'Billing', 'Returns'],
  city: ['Berlin', 'Paris', 'Rome', 'Tokyo', 'Amsterdam'],
  color: ['Green', 'Red', 'Blue'],
  comment: ['As discussed on Monday.', 'Please see the agenda.', 'Agreed.'],
  country: ['DE', 'FR', 'IT', 'JP', 'NL'],
  currency: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'],
  description: 'What it is about, in one sentence.',
  domain: 'example.com',
  domainname: 'example.com',
  email: EMAILS,
  emailaddress: EMAILS,
  filename: 'Report.pdf',
  hostname: 'example.com',
  ip: '192.0.2.1',
  ipaddress: '192.0.2.1',
  label: ['Important', 'Urgent', 'Blocked'],
  language: ['en', 'de', 'fr', 'it', 'ja'],
  line1: '12 Example Road',
  login: 'Ada-L',
  macaddress: '00:00:5E:00:53:01',
  message: ['Good morning!', 'Good evening!', 'Welcome back!'],
  name: NAMES,
  note: [
    'Call before noon.',
    'Ring twice.',
    'Handle with care.',
    'Leave it at the door.',
    'Gift wrap.',
  ],
  owner: 'Ada-Team',
  phone: '+1 555 0100',
  postalcode: '10115',
  postcode: '10117',
  priority: ['high', 'low', 'normal'],
  q: 'Berlin',
  query: 'first of May',
  reason: ['Duplicate', 'Out of date', 'By mistake'],
  repo: 'Example-App',
  role: ['editor', 'viewer', 'admin'],
  search: 'May in Berlin',
  sku: 'A-1',
  state: ['active', 'paused', 'ended'],
  status: ['open', 'pending', 'closed', 'new', 'paid'],
  subject: ['Plans for May', 'Plans for June', 'Plans for July'],
  summary: 'In short',
  tag: 'Berlin-2026',
  team: ['Support', 'Sales', 'Design'],
  text: ['See you at nine.', 'The train is late.', 'Lunch is at one.'],
  timezone: 'Europe/Berlin',
  title: 'First of May',
  topic: ['Releases', 'Travel', 'Lunch'],
  url: 'https://example.com/',
  username: 'Ada',
};

/** Sample texts of a field whose name ends with that word, such as `created_at`. */
const TIME_SAMPLES: Readonly<Record<string, (nth: number) => string>> = {
  at: (nth) => `${day(nth)}T09:30:00Z`,
  date: day,
  day,
  month: (nth) => `2026-${String(1 + (nth % 12)).padStart(2, '0')}`,
  on: day,
  time: (nth) => `${day(nth)}T09:30:00Z`,
};

/** Returns sample texts of a field that describes its times as local: without a time zone. */
const localTime = (nth: number) => `${day(nth)}T09:30`;
const LOCAL_TIME = /\blocal (?:date and )?times?\b/i;

/** ISBNs of books with consecutive numbers, with 13 or 10 digits, of which the last one is the check digit. */
const ISBN: Readonly<Record<'13' | '10', (nth: number) => string>> = {
  13: (nth) => {
    const digits = `9780${FIRST_ISBN_NUMBER + nth}`;
    return `${digits}${(10 - (weightedSum(digits, (index) => (index % 2 === 0 ? 1 : 3)) % 10)) % 10}`;
  },
  10: (nth) => {
    const digits = `0${FIRST_ISBN_NUMBER + nth}`;
    const check = (11 - (weightedSum(digits, (index) => 10 - index) % 11)) % 11;
    return `${digits}${check === 10 ? 'X' : check}`;
  },
};
const FIRST_ISBN_NUMBER = 30640615;

const weightedSum = (digits: string, weightAt: (index: number) => number): number =>
  Array.from(digits).reduce((sum, digit, index) => sum + Number(digit) * weightAt(index), 0);

/** Returns ISBNs for a field with such a name, in the length that its name or description states first. */
function isbnTexts(name: string, description: string, nth: number): string[] {
  if (!/isbn/i.test(name)) return [];
  const texts = [ISBN[13](nth), ISBN[10](nth)];
  return /\b10\b|10$/.test(`${description} ${name}`) ? texts.reverse() : texts;
}

const EXAMPLE =
  /(?:\b(?:such as|for example,?|example:)|\be\.g\.,?)\s+(?:"([^"]+)"|`([^`]+)`|'([^']+)'|([^\s"`',;()]+?)(?=[.,;)]?(?:$|\.\s)|, | or | and ))/i;

/** Returns the value that a description gives as an example: `eur` of `Such as "eur".`; undefined where it has none. */
export function exampleInDescription(description: string): string | undefined {
  const [, ...texts] = EXAMPLE.exec(description) ?? [];
  return texts.find(Boolean);
}

/** Returns the texts of one kind in the case of an example of them: `usd` and `gbp` for `eur`. */
function matchCase(example: string, texts: readonly string[]): string[] {
  if (example === example.toLowerCase()) return texts.map((text) => text.toLowerCase());
  return example === example.toUpperCase() ? texts.map((text) => text.toUpperCase()) : [...texts];
}

/**
 * Returns the end of a field's name that says what people write in it, such as `filename` of
 * `file_name` and `label` of `labels`, or `name` for people, such as an assignee; undefined where
 * none does.
 */
export const fieldMeaning = (name: string): string | undefined => {
  const words = wordsOfName(name).slice(-2);
  const last = singular(words.at(-1) ?? '');
  return (
    [words.join(''), last].find((word) => Object.hasOwn(NAME_SAMPLES, word)) ??
    (PERSON_NOUNS.has(last) && last !== 'value' ? 'name' : undefined)
  );
};

/** Returns another sample of the same kind: with the next number, or with a number appended to its name part. */
function withNextNumber(text: string, nth: number): string {
  const number = [/\d+$/, /^\d+/].find((pattern) => pattern.test(text));
  if (number !== undefined)
    return text.replace(number, (digits) =>
      String(Number(digits) + nth).padStart(digits.length, '0'),
    );
  const [, begin = text, end = ''] = /^(\S+?)(@.*|\.\w+)$/.exec(text) ?? [];
  const insertionIndex =
    end.startsWith('@') || text.endsWith('/') ? '' : /^[a-z-]+$/.test(begin) ? '-' : ' ';
  return `${begin}${insertionIndex}${nth + 1}${end}`;
}

const PERSON_NOUNS = new Set(
  `account actor assignee attendee author contact creator customer employee guest member owner participant patient person
  profile recipient requester sender student user value`.split(/\s+/),
);

/** A property, and the noun of the object that has it. */
interface PropertyPlace {
  name: string;
  noun?: string;
  /** Description of the list that contains the value, for items without one. */
  description?: string;
}

/** Ends of names of schemas that say how much of a thing they contain: a `RoomSummary` is a room. */
const EXTENT_WORDS = new Set(
  'base data detail details dto entity info item model object output record reference resource response result schema summary view'.split(
    ' ',
  ),
);

/** Returns the words for a thing, without the extent at the end of its schema's name. */
function thingWords(noun: string): string[] {
  const words = wordsOfName(noun);
  return words.length > 1 && EXTENT_WORDS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words;
}

/** Returns `Branch 1` for the name or title of a branch; undefined for people, who have names of their own. */
export function nameOfThing({ name, noun = '' }: PropertyPlace): string | undefined {
  const nounWords = thingWords(noun);
  return !['name', 'title'].includes(name) ||
    nounWords.length === 0 ||
    PERSON_NOUNS.has(nounWords.at(-1) ?? '')
    ? undefined
    : `${capitalize(nounWords.slice(0, 3).join(' '))} 1`;
}

/**
 * Returns a value named after its field, such as `Room-1` or `Shelf mark`. The capital reveals code
 * that changes case.
 */
function titleFor(name: string, nth: number): string {
  const [first = '', ...otherWords] = wordsOfName(name);
  if (otherWords.length === 0 && first === 'id') return `ID-${nth + 1}`;
  if (otherWords.at(-1) === 'id')
    return `${capitalize([first, ...otherWords.slice(0, -1)].join('-'))}-${nth + 1}`;
  return `${capitalize([first, ...otherWords].join(' '))}${nth === 0 ? '' : ` ${nth + 1}`}`;
}

/** Descriptions of a text that is looked for, which is not one that somebody writes. */
const SEARCH_DESCRIPTION = /\b(?:look(?:ed)? for|find|search(?:ed)?|contains?|is about)\b/i;

/** The beginning of the description of an ID, also where the name does not end with that word, as with `customer`. */
const ID_DESCRIPTION = /^(?:the )?(?:unique )?id(?:entifier)? of\b/i;

const idName = (name: string): string => (wordsOfName(name).at(-1) === 'id' ? name : `${name}_id`);

/** Returns sample texts of a property by its name. */
function textsOfMeaning(place: PropertyPlace, description: string): string[] {
  const meaning = fieldMeaning(place.name);
  const word = meaning === 'text' && SEARCH_DESCRIPTION.test(description) ? 'search' : meaning;
  return [nameOfThing(place) ?? ((word !== undefined && NAME_SAMPLES[word]) || [])].flat();
}

/** Returns the example, and sample texts by the name of the property, if there are several, in its case. */
function likeExample(example: string, meaningTexts: readonly string[]): string[] {
  const texts = matchCase(example, meaningTexts).filter((text) => text !== example);
  return texts.length > 1 ? [example, ...texts] : [example];
}

/**
 * Returns texts that may match a schema, the most likely ones first.
 * @param statedPlace name of the property, and noun of the object that has it
 * @param nth index among the texts of this name or format
 */
export function sampleTexts(
  schema: JsonSchemaObject,
  statedPlace: PropertyPlace,
  nth: number,
): string[] {
  const { minLength = 0, maxLength = Infinity, pattern, format = '' } = schema;
  const description = schema.description ?? statedPlace.description ?? '';
  const name = ID_DESCRIPTION.test(description) ? idName(statedPlace.name) : statedPlace.name;
  const place = { ...statedPlace, name };
  const formatted =
    format === 'date-time' && isEndName(name) ? endTime : ownValue(FORMAT_SAMPLES, format);
  const example = exampleInDescription(description);
  const timed = ownValue(TIME_SAMPLES, wordsOfName(name).at(-1) ?? '');
  const time = timed && LOCAL_TIME.test(description) ? localTime : timed;
  const numberedName = nth === 0 ? name : `${name}_${nth + 1}`;
  const [, digits] = /\b(\d{1,2})[ -]digits?\b/.exec(description) ?? [];
  const meaningTexts = textsOfMeaning(place, description);
  const likelyTexts = example === undefined ? meaningTexts : likeExample(example, meaningTexts);
  const candidates = [
    ...(formatted ? [formatted(nth)] : []),
    ...(time && example === undefined ? [time(nth)] : []),
    ...isbnTexts(name, description, nth).filter(
      (text) => text.length >= minLength && text.length <= maxLength,
    ),
    ...likelyTexts.slice(nth, nth + 1),
    ...(nth > 0 ? likelyTexts.slice(0, 1).map((text) => withNextNumber(text, nth)) : []),
    ...(example === undefined ? [] : meaningTexts.slice(nth, nth + 1)),
    ...(time && example !== undefined ? [time(nth)] : []),
    ...(digits === undefined ? [] : [String(nth + 1).padStart(Number(digits), '9780306406157')]),
    titleFor(name, nth),
    numberedName,
    wordsOfName(numberedName).join('-'),
    ...(pattern === undefined ? [] : patternTexts(pattern, nth)),
  ];
  if (minLength > MAX_CHARACTERS) return [];
  return candidates.map((text) => withLength(text, minLength, maxLength));
}

/**
 * Returns the text with a length within bounds: cut before the number at its end, or repeated.
 * Lengths count code points, as in JSON Schema.
 */
function withLength(text: string, minLength: number, maxLength: number): string {
  const characters = Array.from(text);
  if (characters.length > maxLength) {
    const end = /\d{0,3}$/.exec(text)?.[0].slice(0, maxLength) ?? '';
    return characters.slice(0, maxLength - end.length).join('') + end;
  }
  if (characters.length >= minLength) return text;
  const unit = Array.from(`${text || 'x'}-`);
  return Array.from({ length: minLength }, (_, index) => unit[index % unit.length]).join('');
}

const CHARACTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890-_. /:@#+,;=!?%&*()[]{}<>|~^$\'"`\\é',
);

/** Matches one character: a class, an escape, or a literal. */
const PATTERN_CHARACTER =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[^])|[^]/uy;
const ASSERTION = /[\^$]|\\[bB]/y;
const GROUP_START = /\((?:\?(?::|<\w+>))?/y;
const LOOK_AROUND = /\(\?<?[=!]/y;
const QUANTIFIER = /(?:[?*+]|\{\d+(?:,\d*)?\})\??/y;
const MAX_LENGTH = 1000;

/**
 * Returns texts for a regular expression, the most likely ones first. Not all of them match,
 * because only the first alternative is used and lookaheads are ignored.
 */
const patternTexts = (pattern: string, nth: number): string[] =>
  [1, 0, 2, 4, 8, 16, 32, 64, 128, 256].map((repetitions) => textFor(pattern, repetitions, nth));

/** @param repetitions of repeated parts, within their bounds @param nth distinguishes texts of one pattern */
function textFor(pattern: string, repetitions: number, nth: number): string {
  let index = 0;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = index;
    const [tokenText] = token.exec(pattern) ?? [];
    index += tokenText?.length ?? 0;
    return tokenText;
  };

  function firstAlternative(): string {
    const first = sequence();
    while (pattern[index] === '|') {
      index++;
      sequence();
    }
    return first;
  }

  function sequence(): string {
    let text = '';
    while (index < pattern.length && pattern[index] !== '|' && pattern[index] !== ')') {
      if (take(ASSERTION) === undefined) text += repeatedText(part());
    }
    return text;
  }

  function part(): string {
    const isLookAround = take(LOOK_AROUND) !== undefined;
    if (!isLookAround && take(GROUP_START) === undefined)
      return characterFor(take(PATTERN_CHARACTER) ?? '', nth);
    const text = firstAlternative();
    index++; // ")"
    return isLookAround ? '' : text;
  }

  function repeatedText(text: string): string {
    const quantifier = take(QUANTIFIER);
    if (quantifier === undefined || text === '') return text;
    const [minimum, maximum] = bounds(quantifier);
    const count = Math.min(Math.max(minimum, repetitions), maximum);
    return text.repeat(Math.min(count, Math.ceil(MAX_LENGTH / text.length)));
  }

  return firstAlternative();
}

function bounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('?')) return [0, 1];
  if (quantifier.startsWith('*')) return [0, Infinity];
  if (quantifier.startsWith('+')) return [1, Infinity];
  const [minimumText, maximumText = minimumText] = quantifier
    .slice(1, quantifier.indexOf('}'))
    .split(',');
  return [Number(minimumText), maximumText === '' ? Infinity : Number(maximumText)];
}

function characterFor(atom: string, nth: number): string {
  try {
    const expression = new RegExp(`^${atom}$`, 'u');
    const matchingCharacters = CHARACTERS.filter((character) => expression.test(character));
    return matchingCharacters[nth % matchingCharacters.length] ?? '';
  } catch (error) {
    if (error instanceof SyntaxError) return ''; // not a character, such as a group reference
    throw error;
  }
}
