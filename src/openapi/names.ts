import { createHash } from 'node:crypto';
import { isOperation } from '../model/names.js';

export const hash = (value: string, length = 6) =>
  createHash('sha256').update(value).digest('hex').slice(0, length);

export const wordsOf = (value: string): string[] =>
  value
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** For operations without an id: `get_pet_by_pet_id`; `POST /create_pet` is `create_pet`. */
function wordsOfPath(method: string, path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  const words = parts.flatMap((part) =>
    part.includes('{') ? ['by', ...wordsOf(part)] : wordsOf(part),
  );
  return isOperation(method, wordsOf(parts[0] ?? '')) ? words : [method.toLowerCase(), ...words];
}

export interface Named {
  key: string;
  id?: string;
  method: string;
  path: string;
}

/**
 * Names in snake_case with at most `most` characters, unique without regard to case. A name depends only on its operation
 * and on those with the same name, not on the order of the document.
 */
export function toolNames(operations: readonly Named[], most: number): Map<string, string> {
  const names = new Map<string, string>();
  const owners = new Map<string, string[]>();
  for (const operation of operations) {
    const words = operation.id === undefined ? [] : wordsOf(operation.id);
    const name = fitted(
      words.length > 0 ? words : wordsOfPath(operation.method, operation.path),
      most,
      operation.key,
    );
    names.set(operation.key, name);
    owners.set(name, [...(owners.get(name) ?? []), operation.key]);
  }
  for (const [name, keys] of owners) {
    if (keys.length < 2) continue;
    for (const key of keys)
      names.set(key, `${name.slice(0, most - 7).replace(/_+$/, '')}_${hash(key)}`);
  }
  return names;
}

function fitted(words: string[], most: number, key: string): string {
  const whole = (list: string[]) => list.join('_').replace(/^(?=\d)/, 'n');
  const plain = whole(words);
  if (plain.length <= most) return plain;
  const fewer = whole(
    words.filter(
      (word, index) =>
        words.indexOf(word) === index &&
        !['a', 'an', 'the', 'of', 'for', 'by', 'to', 'in'].includes(word),
    ),
  );
  const room = most - 7;
  const head = fewer.slice(0, room);
  const cut =
    fewer.length > room && fewer[room] !== '_' ? head.slice(0, head.lastIndexOf('_')) : head;
  return `${(cut || head).replace(/_+$/, '')}_${hash(key)}`;
}

export interface Wanted {
  /** Location: path, query, header, cookie or body. */
  place: string;
  wire: string;
  /** Of the argument, if it is not that of the request. */
  name?: string;
}

const legal = (wire: string) =>
  wire
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_.-]+/g, '_')
    .replace(/^_+|_+$/g, (edge) => (/^_*$/.test(wire) || wire.startsWith('_') ? edge : ''))
    .slice(0, 64) || 'value';

/** One argument name per parameter. Equal names get their location as a prefix, or a hash. */
export function argumentNames(wanted: readonly Wanted[], taken: readonly string[] = []): string[] {
  const lower = (names: string[]) => {
    const counts = new Map<string, number>(taken.map((name) => [name.toLowerCase(), 1]));
    for (const name of names)
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
    return (name: string) => (counts.get(name.toLowerCase()) ?? 0) > 1;
  };
  let names = wanted.map(({ wire, name = wire }) => legal(name));
  let clashes = lower(names);
  names = names.map((name, index) =>
    clashes(name) ? legal(`${wanted[index]?.place}_${name}`) : name,
  );
  clashes = lower(names);
  return names.map((name, index) =>
    clashes(name)
      ? `${name.slice(0, 57)}_${hash(`${wanted[index]?.place} ${wanted[index]?.wire}`)}`
      : name,
  );
}

const LONGEST_PROVIDER_NAME = 24;

const FILLERS = /['’]s\b|\b(api|openapi|swagger|rest|official|spec|specification|v?\d+(\.\d+)*)\b/g;
/** Capitals within a word are those of a name: `github`, `youtube`. */
const titleWords = (title: string) => wordsOf(title.toLowerCase().replace(FILLERS, ' '));

/** Names the provider after the title: "Swagger Petstore - OpenAPI 3.0" is `petstore`. */
export function providerName(title: string): string {
  const [head = ''] = title.split(/\s[-–—+|(]/);
  const ofHead = titleWords(head);
  const words = ofHead.length > 0 ? ofHead : titleWords(title);
  let name = '';
  for (const word of words) {
    const next = name === '' ? word : `${name}_${word}`;
    if (next.length > LONGEST_PROVIDER_NAME) break;
    name = next;
  }
  return /^[a-z]/.test(name) ? name : `api${name && `_${name}`}`;
}
