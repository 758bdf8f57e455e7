import { define, isObject, type Json, type JsonObject } from '../model/json.js';
import { didYouMean } from '../model/nearest.js';
import type { Questions } from '../model/questions.js';
import { brief } from '../model/table.js';

const MOST_CHARACTERS = 120;

/** Asks for the required fields, then, if wanted, for the others. Empty optional fields are left out. */
export async function fillIn(fields: readonly Field[], questions: Questions): Promise<JsonObject> {
  const values: JsonObject = {};
  const ask = async (field: Field) => {
    const value = await askFor(field, questions);
    if (value !== undefined) define(values, field.name, value);
  };
  for (const field of fields) if (field.required) await ask(field);
  const others = fields.filter(({ required }) => !required);
  if (others.length === 0) return values;
  const names = others.map(({ name }) => name).join(', ');
  if (!(await questions.confirm(`Set optional values? (${brief(names, MOST_CHARACTERS)})`, false)))
    return values;
  for (const field of others) await ask(field);
  return values;
}

async function askFor(field: Field, questions: Questions): Promise<Json | undefined> {
  const { type, options, initial, required } = field;
  const message = labelOf(field);
  if (options && type !== 'strings') {
    const choices = options.map(({ value, label }) => ({ value: displayText(value), label }));
    const none = required ? [] : [{ value: NONE, label: 'No value' }];
    const first = initial === undefined ? undefined : { initial: displayText(initial) };
    const chosen = await questions.choose({ message, choices: [...none, ...choices], ...first });
    return options.find(({ value }) => displayText(value) === chosen)?.value;
  }
  if (type === 'boolean' && (required || typeof initial === 'boolean'))
    return questions.confirm(message, initial === true);
  const text = await questions.text({
    message,
    ...(initial !== undefined && { initial: displayText(initial) }),
    check(typed) {
      if (typed === '' && !required) return undefined;
      if (typed === '' && type !== 'string') return 'Enter a value.';
      const reading = readField(field, typed);
      return 'problem' in reading ? reading.problem : undefined;
    },
  });
  if (text === '' && !required) return undefined;
  const reading = readField(field, text);
  return 'value' in reading ? reading.value : undefined;
}

/** Cannot be the JSON form of a value. */
const NONE = '\0';

function labelOf({ name, title, description, type, options, required }: Field): string {
  const kind = type === 'strings' ? 'comma-separated' : type === 'json' ? 'JSON' : type;
  const values =
    type === 'strings' && options
      ? `: ${options.map((each) => displayText(each.value)).join(', ')}`
      : '';
  const words = [options && type !== 'strings' ? '' : kind + values, required ? '' : 'optional'];
  const about = words.filter(Boolean).join(', ');
  const what = description === undefined ? '' : `: ${brief(description, MOST_CHARACTERS)}`;
  return `${brief(title ?? name, MOST_CHARACTERS)}${what}${about && ` (${about})`}`;
}

/** One property of an object schema, as far as a line of text can fill it in. */
interface Field {
  name: string;
  title: string | undefined;
  description: string | undefined;
  required: boolean;
  /** `json`: any value, written as JSON. */
  type: 'string' | 'integer' | 'number' | 'boolean' | 'strings' | 'json';
  /** The only values. */
  options: readonly Option[] | undefined;
  initial: Json | undefined;
  schema: JsonObject;
}

interface Option {
  value: Json;
  label: string;
}

/** The properties of a tool's input schema, or of a form that a server sends (elicitation). */
export function fieldsOf(schema: Json | undefined): Field[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name)),
  );
}

export function fieldOf(name: string, property: Json, required: boolean): Field {
  const schema = isObject(property) ? property : {};
  return {
    name,
    title: text(schema.title),
    description: text(schema.description),
    required,
    type: typeOf(schema),
    options: optionsOf(schema),
    initial: schema.default,
    schema,
  };
}

/** Whether an object may have properties that its schema does not name. */
export const takesOthers = (schema: Json | undefined): boolean =>
  !isObject(schema) ||
  !isObject(schema.properties) ||
  schema.additionalProperties === true ||
  isObject(schema.additionalProperties) ||
  isObject(schema.patternProperties);

function typeOf(schema: JsonObject): Field['type'] {
  const types = [schema.type].flat().filter((type) => type !== 'null');
  const [type, another] = types;
  if (another !== undefined) return 'json';
  if (type === 'array') return isStrings(schema.items) ? 'strings' : 'json';
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean')
    return type;
  return 'json';
}

const isStrings = (items: Json | undefined): boolean =>
  isObject(items) && (items.type === 'string' || optionsOf(items) !== undefined);

/** `enum`, or `oneOf` and `anyOf` of titled constants (MCP, "Elicitation"); of an array, those of its items. */
function optionsOf(schema: JsonObject): Option[] | undefined {
  if (schema.type === 'array') return isObject(schema.items) ? optionsOf(schema.items) : undefined;
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => ({ value, label: displayText(value) }));
  const titled = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(titled)) return undefined;
  const options = titled.flatMap((each) =>
    isObject(each) && each.const !== undefined
      ? [{ value: each.const, label: text(each.title) ?? displayText(each.const) }]
      : [],
  );
  return options.length === titled.length ? options : undefined;
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const displayText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A value, or what is wrong with the text, as a sentence. */
type Reading = { value: Json } | { problem: string };

/** The value that a text stands for, by the schema of its field. */
export function readField(field: Field, text: string): Reading {
  const { type, options, schema } = field;
  const isNullable = [schema.type].flat().includes('null') && type !== 'string';
  if (isNullable && text === 'null') return { value: null };
  if (type === 'strings' && !text.trimStart().startsWith('[')) return listed(field, text);
  if (options && type !== 'strings') return chosen(options, text);
  switch (type) {
    case 'string':
      return bounded(field, text);
    case 'integer':
    case 'number':
      return number(field, text);
    case 'boolean':
      if (/^(true|yes|y|1)$/i.test(text)) return { value: true };
      return /^(false|no|n|0)$/i.test(text)
        ? { value: false }
        : { problem: `Enter true or false, not ${JSON.stringify(text)}.` };
    default:
      return json(field, text);
  }
}

/** "a, b"; JSON where a value contains a comma. */
function listed({ options }: Field, text: string): Reading {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  const read = words.map((word) => (options ? chosen(options, word) : { value: word }));
  const wrong = read.find((reading) => 'problem' in reading);
  return wrong ?? { value: read.flatMap((reading) => ('value' in reading ? [reading.value] : [])) };
}

function chosen(options: NonNullable<Field['options']>, text: string): Reading {
  const option = options.find(({ value }) => displayText(value) === text);
  if (option) return { value: option.value };
  const values = options.map(({ value }) => displayText(value));
  const nearest = didYouMean(text, values).replace('; d', ' D');
  return { problem: `${JSON.stringify(text)} is not one of ${values.join(', ')}.${nearest}` };
}

function number({ type, schema: { minimum, maximum } }: Field, text: string): Reading {
  const value = /^\s*$/.test(text) ? NaN : Number(text);
  const isInvalid = type === 'integer' ? !Number.isSafeInteger(value) : !Number.isFinite(value);
  const kind = type === 'integer' ? 'an integer' : 'a number';
  if (isInvalid) return { problem: `Enter ${kind}, not ${JSON.stringify(text)}.` };
  if (typeof minimum === 'number' && value < minimum)
    return { problem: `Enter ${kind} of at least ${minimum}.` };
  if (typeof maximum === 'number' && value > maximum)
    return { problem: `Enter ${kind} of at most ${maximum}.` };
  return { value };
}

/** JSON Schema counts code points. */
function bounded({ schema: { minLength, maxLength } }: Field, text: string): Reading {
  const { length } = Array.from(text);
  if (typeof minLength === 'number' && length < minLength)
    return { problem: `Enter at least ${minLength} characters.` };
  if (typeof maxLength === 'number' && length > maxLength)
    return { problem: `Enter at most ${maxLength} characters.` };
  return { value: text };
}

/** Where the schema admits strings, a text that is not JSON is one, and so is an integer that JSON would round. */
function json({ schema }: Field, text: string): Reading {
  const { type } = schema;
  const admitsText = type === undefined || [type].flat().includes('string');
  const isRounded = /^-?\d+$/.test(text.trim()) && !Number.isSafeInteger(Number(text));
  if (isRounded && admitsText) return { value: text.trim() };
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return admitsText ? { value: text } : { problem: 'Enter a value in JSON.' };
  }
}
