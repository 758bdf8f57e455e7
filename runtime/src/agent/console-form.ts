import type { Field } from '../elicitation/form.js';
import type { FormResponse, OpenForm } from './forms.js';

type Value = string | number | boolean | string[];

/** Asks for the fields of a form line by line. An empty line leaves an optional field out; the end of the input cancels. */
export async function filledIn(
  { message, schema: { properties, required = [] } }: OpenForm,
  ask: (prompt: string) => Promise<string | undefined>,
  note: (text: string) => void,
): Promise<FormResponse> {
  note(message);
  const fields = Object.entries(properties);
  if (fields.length === 0)
    return isYes((await ask('Continue? [y/N] ')) ?? '') ? ACCEPTED : DECLINED;
  const content: Record<string, Value> = {};
  for (const [name, field] of fields) {
    const isRequired = required.includes(name);
    for (;;) {
      const line = await ask(promptOf(name, field, isRequired));
      if (line === undefined) return { action: 'cancel' };
      if (line.trim() === '' && !isRequired) break;
      const value = valueOf(line.trim(), field);
      if (value !== undefined) {
        content[name] = value;
        break;
      }
      note(`This is not a valid value of "${name}".`);
    }
  }
  return { action: 'accept', content };
}

const ACCEPTED: FormResponse = { action: 'accept', content: {} };
const DECLINED: FormResponse = { action: 'decline' };

function promptOf(
  name: string,
  { type, title, description, ...field }: Field,
  isRequired: boolean,
) {
  const [label] = [description, title, name].filter((each) => typeof each === 'string');
  const choices = choicesOf(field);
  const form = choices.length > 0 ? choices.join(', ') : type === 'boolean' ? 'y/n' : '';
  const notes = [form, isRequired ? '' : 'optional'].filter((each) => each !== '');
  return `${label}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}: `;
}

/** Undefined where the line is no value of the field. Limits are checked by the tool. */
function valueOf(line: string, field: Field): Value | undefined {
  const choices = choicesOf(field);
  const isChoice = (text: string) => choices.length === 0 || choices.includes(text);
  switch (field.type) {
    case 'boolean':
      return isYes(line) ? true : /^(no?|false)$/i.test(line) ? false : undefined;
    case 'number':
    case 'integer': {
      const number = Number(line || NaN);
      const isValid =
        field.type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return isValid ? number : undefined;
    }
    case 'array': {
      const items = line.split(',').map((item) => item.trim());
      return items.every(isChoice) ? items : undefined;
    }
    default:
      return line !== '' && isChoice(line) ? line : undefined;
  }
}

/** `enum`, or `const` of each choice with a title; of an array, those of its items. */
function choicesOf({ enum: values, oneOf, anyOf, items }: Partial<Field>): string[] {
  if (typeof items === 'object' && items !== null) return choicesOf(items);
  if (Array.isArray(values)) return values.map(String);
  const titled = oneOf ?? anyOf;
  return Array.isArray(titled) ? titled.map((each: { const?: unknown }) => String(each.const)) : [];
}

export const isYes = (line: string): boolean => /^(y(es)?|true)$/i.test(line.trim());
