import type { Json } from '../../model/json.js';
import { didYouMean } from '../../model/nearest.js';
import type { Field } from './field.js';
import { shown } from './field.js';

/** A value, or what is wrong with the text, as a sentence. */
export type Reading = { value: Json } | { problem: string };

/** The value that a text stands for, by the schema of its field. */
export function readField(field: Field, text: string): Reading {
  const { type, options } = field;
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
  const option = options.find(({ value }) => shown(value) === text);
  if (option) return { value: option.value };
  const values = options.map(({ value }) => shown(value));
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
