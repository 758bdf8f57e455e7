import type { Json, JsonObject } from '../../model/json.js';
import { define } from '../../model/json.js';
import type { Questions } from '../../model/questions.js';
import { brief } from '../table.js';
import type { Field } from './field.js';
import { shown } from './field.js';
import { readField } from './read-field.js';

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
    const choices = options.map(({ value, label }) => ({ value: shown(value), label }));
    const none = required ? [] : [{ value: NONE, label: 'No value' }];
    const first = initial === undefined ? undefined : { initial: shown(initial) };
    const chosen = await questions.choose({ message, choices: [...none, ...choices], ...first });
    return options.find(({ value }) => shown(value) === chosen)?.value;
  }
  if (type === 'boolean' && (required || typeof initial === 'boolean'))
    return questions.confirm(message, initial === true);
  const text = await questions.text({
    message,
    ...(initial !== undefined && { initial: shown(initial) }),
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
    type === 'strings' && options ? `: ${options.map((each) => shown(each.value)).join(', ')}` : '';
  const words = [options && type !== 'strings' ? '' : kind + values, required ? '' : 'optional'];
  const about = words.filter(Boolean).join(', ');
  const what = description === undefined ? '' : `: ${brief(description, MOST_CHARACTERS)}`;
  return `${brief(title ?? name, MOST_CHARACTERS)}${what}${about && ` (${about})`}`;
}
