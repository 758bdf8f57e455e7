import type { AuthStyle } from '../../model/auth-style.js';
import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { snakeCase } from '../../model/names.js';
import { LINE_BREAK } from '../../model/questions.js';
import { collisions } from '../check/collisions.js';
import type { SpecContext } from '../check/items.js';
import { listOf } from '../flags/value.js';
import {
  argumentNameRule,
  characterRule,
  itemNameRule,
  matches,
  providerNameRule,
  type Rule,
  toolNameRule,
  uriRule,
  urlRule,
  visibleRule,
} from '../rules.js';
import { description, title } from '../schema/texts.js';
import { quote, sentence } from '../sentence.js';

/** A method and a path, or an address: no name was meant. */
export const REQUEST = /^(?:[a-z]+\s+)?(?:\/|\w+:\/\/)/i;

/** "Acme Chat" → `acme_chat`, unless the name is valid as it is. */
export const asName =
  (check: AnswerCheck) =>
  (text: string): string => {
    if (check(text) === undefined || REQUEST.test(text)) return text;
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

const NAME = 'The name';

/** Judges one answer to a question: a sentence about what is wrong with it, or nothing. */
export type AnswerCheck = (text: string) => string | undefined;

export const checkDisplayName = answerCheck('The display name', matches(title));
export const checkDescription = answerCheck('The description', matches(description));
export const checkMessage = answerCheck('The message', matches(description));
export const checkUri = answerCheck('The URI', uriRule);

/** `taken`: the providers that the project has. */
export const checkProviderName = (taken: readonly string[] = []): AnswerCheck =>
  newName('Provider', providerNameRule, taken);

/** `taken`: the other tools of the provider. */
export const checkToolName = (
  { name, kind }: SpecContext,
  taken: readonly string[] = [],
): AnswerCheck => newName('Tool', toolNameRule(name, kind), taken);

/** `taken`: the others of that kind. */
export const checkItemName = (
  kind: 'resource' | 'prompt',
  taken: readonly string[] = [],
): AnswerCheck => newName(kind === 'resource' ? 'Resource' : 'Prompt', itemNameRule, taken);

export const checkArgumentName = answerCheck('The name', argumentNameRule);

/** A setting of an auth style, as text; a list as its items with spaces between them. */
export function checkAuthSetting({ settings }: AuthStyle, key: string): AnswerCheck {
  const { type, items = true, ...schema } = settings.properties[key] ?? {};
  const rule =
    type === 'array' ? listRule(items) : settingRule({ ...schema, ...(type && { type }) });
  return answerCheck('The value', rule);
}

const settingRule =
  (schema: JsonSchemaObject): Rule =>
  (text) =>
    matches(schema)(text) ?? (schema.format === 'uri' ? urlRule(text) : undefined);

const listRule =
  (items: JsonSchema): Rule =>
  (text) =>
    listOf(text)
      .map((item) => matches(items)(item))
      .find((says) => says !== undefined);

function newName(kind: string, rule: Rule, taken: readonly string[]): AnswerCheck {
  const check = answerCheck(NAME, (name) => rule(name) ?? collision(name, taken));
  return (name) => (taken.includes(name) ? `${kind} ${quote(name)} already exists.` : check(name));
}

/** Names that are tried. */
const MOST_OF_A_NAME = 100;

/** `get_room`, or `get_room_2` where that is taken. */
export function freeName(name: string | undefined, check: AnswerCheck): string | undefined {
  if (name === undefined) return undefined;
  const others = Array.from({ length: MOST_OF_A_NAME }, (_, n) => `${name}_${n + 2}`);
  return [name, ...others].find((each) => check(each) === undefined);
}

export function answerCheck(subject: string, rule: Rule): AnswerCheck {
  return (text) => {
    if (text === '') return 'Enter a value.';
    if (subject === NAME && REQUEST.test(text)) return `Enter a name: ${quote(text)} is a request.`;
    const says = characterRule(text) ?? visibleRule(text) ?? rule(text);
    return says === undefined ? undefined : sentence(subject, says);
  };
}

const collision = (name: string, taken: readonly string[]) => {
  const says = collisions([...taken, name]).find(({ second }) => second === taken.length)?.says;
  return says === undefined ? undefined : `${quote(name)} ${says}`;
};
