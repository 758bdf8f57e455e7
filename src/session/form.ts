import { isObject } from '../../runtime/src/utils/is-object.js';
import { defineMember, type Json, type JsonObject } from '../model/json.js';
import type { Questions } from '../model/questions.js';
import { didYouMean } from '../model/text/nearest.js';
import { cutToLength } from '../model/text/table.js';

const MAX_CHARACTERS = 120;

/** Asks for the required fields, then, on request, for the others. Empty optional fields are omitted. */
export async function askForFields(
  fields: readonly FormField[],
  questions: Questions,
): Promise<JsonObject> {
  const values: JsonObject = {};
  const ask = async (field: FormField) => {
    const value = await askFor(field, questions);
    if (value !== undefined) defineMember(values, field.name, value);
  };
  for (const field of fields) if (field.isRequired) await ask(field);
  const optionalFields = fields.filter(({ isRequired }) => !isRequired);
  if (optionalFields.length === 0) return values;
  const names = optionalFields.map(({ name }) => name).join(', ');
  if (
    !(await questions.confirm(
      `Set optional values? (${cutToLength(names, MAX_CHARACTERS)})`,
      false,
    ))
  )
    return values;
  for (const field of optionalFields) await ask(field);
  return values;
}

async function askFor(field: FormField, questions: Questions): Promise<Json | undefined> {
  const { type, options, initial, isRequired } = field;
  const message = fieldLabel(field);
  if (options && type !== 'strings') {
    const choices = options.map(({ value, label }) => ({ value: displayText(value), label }));
    const emptyChoice = isRequired ? [] : [{ value: NO_VALUE, label: 'No value' }];
    const first = initial === undefined ? undefined : { initial: displayText(initial) };
    const answer = await questions.choose({
      message,
      choices: [...emptyChoice, ...choices],
      ...first,
    });
    return options.find(({ value }) => displayText(value) === answer)?.value;
  }
  if (type === 'boolean' && (isRequired || typeof initial === 'boolean'))
    return questions.confirm(message, initial === true);
  const text = await questions.text({
    message,
    ...(initial !== undefined && { initial: displayText(initial) }),
    check(text) {
      if (text === '' && !isRequired) return undefined;
      if (text === '' && type !== 'string') return 'Enter a value.';
      const fieldReading = readField(field, text);
      return 'problem' in fieldReading ? fieldReading.problem : undefined;
    },
  });
  if (text === '' && !isRequired) return undefined;
  const fieldReading = readField(field, text);
  return 'value' in fieldReading ? fieldReading.value : undefined;
}

/** Choice value that cannot be the JSON form of a value. */
const NO_VALUE = '\0';

function fieldLabel({ name, title, description, type, options, isRequired }: FormField): string {
  const kind = type === 'strings' ? 'comma-separated' : type === 'json' ? 'JSON' : type;
  const values =
    type === 'strings' && options
      ? `: ${options.map((option) => displayText(option.value)).join(', ')}`
      : '';
  const labelWords = [
    options && type !== 'strings' ? '' : kind + values,
    isRequired ? '' : 'optional',
  ];
  const details = labelWords.filter(Boolean).join(', ');
  const descriptionText =
    description === undefined ? '' : `: ${cutToLength(description, MAX_CHARACTERS)}`;
  return `${cutToLength(title ?? name, MAX_CHARACTERS)}${descriptionText}${details && ` (${details})`}`;
}

/** One property of an object schema, as far as a line of text can state it. */
interface FormField {
  name: string;
  title: string | undefined;
  description: string | undefined;
  isRequired: boolean;
  /** `json`: any value in JSON. */
  type: 'string' | 'integer' | 'number' | 'boolean' | 'strings' | 'json';
  /** The only allowed values. */
  options: readonly FieldOption[] | undefined;
  initial: Json | undefined;
  schema: JsonObject;
}

interface FieldOption {
  value: Json;
  label: string;
}

/** Returns the properties of a tool's input schema, or of a form that a server sends (elicitation). */
export function formFields(schema: Json | undefined): FormField[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const requiredNames = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) =>
    formField(name, property, requiredNames.includes(name)),
  );
}

export function formField(name: string, property: Json, isRequired: boolean): FormField {
  const schema = isObject(property) ? property : {};
  return {
    name,
    title: text(schema.title),
    description: text(schema.description),
    isRequired,
    type: fieldType(schema),
    options: fieldOptions(schema),
    initial: schema.default,
    schema,
  };
}

/** Returns whether an object may have properties that its schema does not name. */
export const allowsOtherProperties = (schema: Json | undefined): boolean =>
  !isObject(schema) ||
  !isObject(schema.properties) ||
  schema.additionalProperties === true ||
  isObject(schema.additionalProperties) ||
  isObject(schema.patternProperties);

function fieldType(schema: JsonObject): FormField['type'] {
  const types = [schema.type].flat().filter((type) => type !== 'null');
  if (types.length > 1) return 'json';
  const [type] = types;
  if (type === 'array') return isStrings(schema.items) ? 'strings' : 'json';
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean')
    return type;
  return 'json';
}

const isStrings = (items: Json | undefined): boolean =>
  isObject(items) && (items.type === 'string' || fieldOptions(items) !== undefined);

/**
 * Returns the values of `enum`, or of `oneOf` and `anyOf` with titled constants (MCP,
 * "Elicitation"); for an array, those of its items.
 */
function fieldOptions(schema: JsonObject): FieldOption[] | undefined {
  if (schema.type === 'array')
    return isObject(schema.items) ? fieldOptions(schema.items) : undefined;
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => ({ value, label: displayText(value) }));
  const titledSchemas = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(titledSchemas)) return undefined;
  const options = titledSchemas.flatMap((titledSchema) =>
    isObject(titledSchema) && titledSchema.const !== undefined
      ? [
          {
            value: titledSchema.const,
            label: text(titledSchema.title) ?? displayText(titledSchema.const),
          },
        ]
      : [],
  );
  return options.length === titledSchemas.length ? options : undefined;
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const displayText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A value, or a sentence about what is wrong with the text. */
type FieldReading = { value: Json } | { problem: string };

/** Parses the text of a field with the field's schema. */
export function readField(field: FormField, text: string): FieldReading {
  const { type, options, schema } = field;
  const isNullable = [schema.type].flat().includes('null') && type !== 'string';
  if (isNullable && text === 'null') return { value: null };
  if (type === 'strings' && !text.trimStart().startsWith('[')) return readList(field, text);
  if (options && type !== 'strings') return readChoice(options, text);
  switch (type) {
    case 'string':
      return readBoundedText(field, text);
    case 'integer':
    case 'number':
      return readNumber(field, text);
    case 'boolean':
      if (/^(true|yes|y|1)$/i.test(text)) return { value: true };
      return /^(false|no|n|0)$/i.test(text)
        ? { value: false }
        : { problem: `Enter true or false, not ${JSON.stringify(text)}.` };
    default:
      return readJson(field, text);
  }
}

/** Parses "a, b"; JSON if a value contains a comma. */
function readList({ options }: FormField, text: string): FieldReading {
  const itemTexts = text.split(',').flatMap((item) => item.trim() || []);
  const read = itemTexts.map((item) => (options ? readChoice(options, item) : { value: item }));
  const failure = read.find((itemReading) => 'problem' in itemReading);
  return (
    failure ?? {
      value: read.flatMap((itemReading) => ('value' in itemReading ? [itemReading.value] : [])),
    }
  );
}

function readChoice(options: NonNullable<FormField['options']>, text: string): FieldReading {
  const option = options.find(({ value }) => displayText(value) === text);
  if (option) return { value: option.value };
  const values = options.map(({ value }) => displayText(value));
  const nearest = didYouMean(text, values).replace('; d', ' D');
  return { problem: `${JSON.stringify(text)} is not one of ${values.join(', ')}.${nearest}` };
}

function readNumber({ type, schema: { minimum, maximum } }: FormField, text: string): FieldReading {
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

/** Checks the length of a text. JSON Schema counts code points. */
function readBoundedText(
  { schema: { minLength, maxLength } }: FormField,
  text: string,
): FieldReading {
  const { length } = Array.from(text);
  if (typeof minLength === 'number' && length < minLength)
    return { problem: `Enter at least ${minLength} characters.` };
  if (typeof maxLength === 'number' && length > maxLength)
    return { problem: `Enter at most ${maxLength} characters.` };
  return { value: text };
}

/** Parses JSON. If the schema allows strings, other texts are strings, and so are integers that JSON would round. */
function readJson({ schema }: FormField, text: string): FieldReading {
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
