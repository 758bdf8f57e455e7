import { capitalize, wordsOfName } from '../model/names.js';
import { OTHER_ARGUMENTS } from '../model/placeholders.js';
import { list, obj, type RequestSpec, type Schema } from './model.js';

/** Words in names of tools that delete with another method than DELETE, as in `POST /messages/batchDelete`. */
const DELETES = new Set('delete destroy erase purge wipe'.split(' '));

/** What the opposite request restores: `unstar_repository`, `unfollow_user`. */
const UNDOES = /^un[a-z]{3,}$/;

const SIMPLE: readonly unknown[] = ['string', 'integer', 'number', 'boolean'];

/** The question to the user before a tool deletes something; undefined for other tools. */
export function questionOf(
  name: string,
  { method, path }: Pick<RequestSpec, 'method' | 'path'>,
  { properties, required }: Schema,
): string | undefined {
  const words = wordsOfName(name);
  const isDeletion =
    method === 'DELETE' ? !UNDOES.test(words[0] ?? '') : words.some((word) => DELETES.has(word));
  if (!isDeletion) return undefined;
  const argumentNames = Object.keys(obj(properties));
  const variables = path.match(/(?<=\{)[^{}]+(?=\})/g) ?? [];
  const [variable = ''] = variables;
  const isSubject =
    variables.length === 1 &&
    path.endsWith(`{${variable}}`) &&
    SIMPLE.includes(obj(obj(properties)[variable]).type);
  const others = argumentNames.filter((argument) => !isSubject || argument !== variable);
  const start = `${capitalize(words.join(' '))}${isSubject ? ` {${variable}}` : ''}`;
  if (others.length === 0) return `${start}?`;
  return others.some((argument) => list(required).includes(argument))
    ? `${start} ({${OTHER_ARGUMENTS}})?`
    : `${start}? Given: {${OTHER_ARGUMENTS}}.`;
}
