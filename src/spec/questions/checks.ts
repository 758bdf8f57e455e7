import type { AuthStyle } from '../../model/auth-style.js';
import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { snakeCase } from '../../model/names.js';
import { LINE_BREAK } from '../../model/questions.js';
import { collisions } from '../check/collisions.js';
import type { SpecContext } from '../check/items.js';
import { wordsIn } from '../flags/value.js';
import { description, title } from '../schema/texts.js';
import { quote, sentence } from '../sentence.js';
import {
  argumentNameRule,
  characterRule,
  itemNameRule,
  providerNameRule,
  schemaRule,
  type TextRule,
  toolNameRule,
  uriRule,
  urlRule,
  visibleRule,
} from '../text-rules.js';

/** A method and a path, or an address: no name was meant. */
export const REQUEST = /^(?:[a-z]+\s+)?(?:\/|\w+:\/\/)/i;

/** Returns a valid name for an answer: "Acme Chat" becomes `acme_chat`; valid names stay. */
export const asName =
  (check: AnswerCheck) =>
  (text: string): string => {
    if (check(text) === undefined || REQUEST.test(text)) return text;
    const name = snakeCase(text.normalize('NFKD').replace(/\p{M}/gu, ''));
    return name === '' || text.includes(LINE_BREAK) ? text : name;
  };

/** Joins lines, because copied prose may be wrapped. */
export const asOneLine = (text: string): string =>
  text.replaceAll(LINE_BREAK, ' ').replace(/\s+/g, ' ').trim();

/** Returns scopes without commas: `rooms:read, rooms:write` becomes `rooms:read rooms:write`. */
export const asList = (text: string): string =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .join(' ');

const NAME = 'The name';

/** Checks an answer. @returns a sentence about what is wrong; undefined if it is valid */
export type AnswerCheck = (text: string) => string | undefined;

export const checkDisplayName = answerCheck('The display name', schemaRule(title));
export const checkDescription = answerCheck('The description', schemaRule(description));
export const checkMessage = answerCheck('The message', schemaRule(description));
export const checkUri = answerCheck('The URI', uriRule);

/** @param takenNames names of the project's providers */
export const checkProviderName = (takenNames: readonly string[] = []): AnswerCheck =>
  newName('Provider', providerNameRule, takenNames);

/** @param takenNames names of the provider's other tools */
export const checkToolName = (
  { name, kind }: SpecContext,
  takenNames: readonly string[] = [],
): AnswerCheck => newName('Tool', toolNameRule(name, kind), takenNames);

/** @param takenNames other names of that kind */
export const checkItemName = (
  kind: 'resource' | 'prompt',
  takenNames: readonly string[] = [],
): AnswerCheck => newName(kind === 'resource' ? 'Resource' : 'Prompt', itemNameRule, takenNames);

export const checkArgumentName = answerCheck('The name', argumentNameRule);

/** Checks a setting of an auth style as text; the items of a list are separated by spaces. */
export function checkAuthSetting({ settings }: AuthStyle, key: string): AnswerCheck {
  const { type, items = true, ...schema } = settings.properties[key] ?? {};
  const rule =
    type === 'array' ? listRule(items) : settingRule({ ...schema, ...(type && { type }) });
  return answerCheck('The value', rule);
}

const settingRule =
  (schema: JsonSchemaObject): TextRule =>
  (text) =>
    schemaRule(schema)(text) ?? (schema.format === 'uri' ? urlRule(text) : undefined);

const listRule =
  (items: JsonSchema): TextRule =>
  (text) =>
    wordsIn(text)
      .map((item) => schemaRule(items)(item))
      .find((fault) => fault !== undefined);

function newName(kind: string, rule: TextRule, takenNames: readonly string[]): AnswerCheck {
  const check = answerCheck(NAME, (name) => rule(name) ?? collision(name, takenNames));
  return (name) =>
    takenNames.includes(name) ? `${kind} ${quote(name)} already exists.` : check(name);
}

/** Maximum number of candidate names. */
const MAX_NAME_LENGTH = 100;

/** Returns an unused name: `get_room`, or `get_room_2` if that is in use. */
export function freeName(name: string | undefined, check: AnswerCheck): string | undefined {
  if (name === undefined) return undefined;
  const numberedNames = Array.from({ length: MAX_NAME_LENGTH }, (_, n) => `${name}_${n + 2}`);
  return [name, ...numberedNames].find((candidate) => check(candidate) === undefined);
}

export function answerCheck(subject: string, rule: TextRule): AnswerCheck {
  return (text) => {
    if (text === '') return 'Enter a value.';
    if (subject === NAME && REQUEST.test(text)) return `Enter a name: ${quote(text)} is a request.`;
    const fault = characterRule(text) ?? visibleRule(text) ?? rule(text);
    return fault === undefined ? undefined : sentence(subject, fault);
  };
}

const collision = (name: string, takenNames: readonly string[]) => {
  const fault = collisions([...takenNames, name]).find(
    ({ second }) => second === takenNames.length,
  )?.message;
  return fault === undefined ? undefined : `${quote(name)} ${fault}`;
};
