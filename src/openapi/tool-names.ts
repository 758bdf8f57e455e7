import { isOperation, words } from '../model/names.js';
import { hash } from './names.js';

/** Names that are one word although they have capitals inside. */
const ONE_WORD =
  /OAuth|IPv(?=[46])|GitHub|GitLab|GraphQL|JavaScript|TypeScript|MySQL|PostgreSQL|NoSQL|DevOps|WebSocket|LinkedIn|YouTube|PayPal|macOS|iOS/g;

/** `floatingIPs_create` → floating ips create; `getOAuth2URL` → get oauth2 url; `projectsV2` → projects v2. */
const operationWords = (id: string): string[] =>
  words(
    id
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .replace(/(?<=[a-z0-9])(?=(?:OAuth|IPv[46]|iOS|macOS))/g, ' ')
      .replace(ONE_WORD, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
      // The plural of an acronym.
      .replace(/([A-Z]{2,})s(?![a-z])/g, (_, acronym: string) => ` ${acronym.toLowerCase()}s `),
  );

/** For operations without an id: `get_pet_by_pet_id`; `POST /create_pet` is `create_pet`. */
function wordsOfPath(method: string, path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  const inPath = parts.flatMap(partWords);
  const first = operationWords(parts[0] ?? '');
  return isOperation(method, first) ? inPath : [method.toLowerCase(), ...inPath];
}

const partWords = (part: string): string[] =>
  part.includes('{') ? ['by', ...operationWords(part)] : operationWords(part);

export interface Named {
  key: string;
  id?: string;
  method: string;
  path: string;
  tags?: readonly string[];
}

/**
 * The ids of operations, without what FastAPI adds to the names of functions: path and method behind them, as in
 * `read_tasks_tasks__get`, or the tag before all of them, as in `tasks-read_tasks`. Functions of one name keep it.
 */
function ownIds(operations: readonly Named[]): Map<Named, string> {
  const isTagged = operations.every((one) => tagBefore(one) !== undefined);
  const ids = new Map(operations.map((one) => [one, functionIn(one, isTagged)]));
  const counts = new Map<string, number>();
  for (const id of ids.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Map(
    Array.from(ids, ([one, id]) => [one, (counts.get(id) ?? 0) > 1 ? (one.id ?? '') : id]),
  );
}

/** The tag with which the id of an operation begins, with its hyphen. */
const tagBefore = ({ id = '', tags = [] }: Named): string | undefined =>
  tags.map((tag) => `${tag}-`).find((tag) => id.startsWith(tag));

function functionIn(operation: Named, isTagged: boolean): string {
  const { id = '', method, path } = operation;
  const behind = `${path.replace(/[^\p{L}\p{N}_]/gu, '_')}_${method.toLowerCase()}`;
  const before = isTagged ? (tagBefore(operation) ?? '') : '';
  const name = id.endsWith(behind) ? id.slice(0, -behind.length) : id.slice(before.length);
  const [word, another] = operationWords(name);
  // One word, such as `list`, needs the others, unless they repeat it.
  const isClear =
    another !== undefined || operationWords(id).filter((one) => one === word).length > 1;
  return isClear ? name : id;
}

/**
 * Names in snake_case with at most `most` characters, unique without regard to case. A name depends only on its operation
 * and on those with the same name, not on the order of the document: such operations get the words of their paths in which
 * they differ, and a hash only where these say nothing either. Names that no tool may have begin with the method.
 */
export function toolNames(
  operations: readonly Named[],
  most: number,
  isReserved: (name: string) => boolean = () => false,
): Map<string, string> {
  const ids = ownIds(operations);
  const groups = new Map<string, Named[]>();
  for (const operation of operations) {
    const name = fitted(wordsOf(operation, ids.get(operation)), most);
    groups.set(name, [...(groups.get(name) ?? []), operation]);
  }
  const names = new Map<string, string>();
  for (const [name, group] of [...groups]) {
    if (!isReserved(name)) continue;
    groups.delete(name);
    for (const operation of group) {
      const candidate = fitted([operation.method.toLowerCase(), ...name.split('_')], most);
      groups.set(candidate, [...(groups.get(candidate) ?? []), operation]);
    }
  }
  const taken = new Set(groups.keys());
  for (const [name, group] of [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    for (const [key, own] of apart(name, group, most, taken)) {
      names.set(key, own);
      taken.add(own);
    }
  return names;
}

function wordsOf({ method, path }: Named, id = ''): string[] {
  const inId = operationWords(id);
  return inId.length > 0 ? inId : wordsOfPath(method, path);
}

/** The most words that tell an operation from others of its name. */
const MOST_FURTHER = 3;

function apart(name: string, group: readonly Named[], most: number, taken: ReadonlySet<string>) {
  if (group.length === 1) return group.map(({ key }) => [key, name] as const);
  const all = group.map(({ id, method, path }) => [
    ...new Set([
      ...(id === undefined ? [] : operationWords(id)),
      method.toLowerCase(),
      ...path.split('/').flatMap(partWords),
    ]),
  ]);
  const counts = new Map<string, number>();
  for (const word of all.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = name.split('_');
  const longer = all.map((own) => {
    const further = own.filter(
      (word) => counts.get(word) !== group.length && !words.includes(word),
    );
    return fitted([...words, ...further.slice(0, MOST_FURTHER)], most);
  });
  return group.map(({ key }, index) => {
    const candidate = longer[index] ?? name;
    const isUnique =
      !taken.has(candidate) && longer.filter((other) => other === candidate).length === 1;
    return [
      key,
      isUnique ? candidate : `${candidate.slice(0, most - 7).replace(/_+$/, '')}_${hash(key)}`,
    ] as const;
  });
}

/** Usual abbreviations, for names that are too long. */
const SHORT: Readonly<Record<string, string>> = {
  account: 'acct',
  address: 'addr',
  administrator: 'admin',
  application: 'app',
  attribute: 'attr',
  authentication: 'auth',
  available: 'avail',
  certificate: 'cert',
  collection: 'coll',
  configuration: 'config',
  connection: 'conn',
  database: 'db',
  definition: 'def',
  dependency: 'dep',
  description: 'desc',
  destination: 'dest',
  development: 'dev',
  directory: 'dir',
  document: 'doc',
  enterprise: 'ent',
  environment: 'env',
  evaluation: 'eval',
  execution: 'exec',
  identifier: 'id',
  information: 'info',
  kubernetes: 'k8s',
  management: 'mgmt',
  maximum: 'max',
  message: 'msg',
  minimum: 'min',
  namespaced: 'ns',
  namespace: 'ns',
  notification: 'notif',
  number: 'num',
  organisation: 'org',
  organization: 'org',
  parameter: 'param',
  percentage: 'pct',
  performance: 'perf',
  permission: 'perm',
  production: 'prod',
  reference: 'ref',
  registration: 'reg',
  repository: 'repo',
  request: 'req',
  response: 'resp',
  service: 'svc',
  specification: 'spec',
  statistics: 'stats',
  subscription: 'sub',
  temporary: 'temp',
  transaction: 'txn',
  version: 'ver',
};

const short = (word: string): string => {
  if (Object.hasOwn(SHORT, word)) return SHORT[word] ?? word;
  const one = word.replace(/ies$/, 'y').replace(/s$/, '');
  return Object.hasOwn(SHORT, one) ? `${SHORT[one]}s` : word;
};

const FILLERS = new Set('a an the of for by to in on at with from and or'.split(' '));
const SHORTEST = 4;

/**
 * At most `most` characters, of these words alone: first without fillers and repeated words, then with usual abbreviations,
 * then with the longest words cut, then without words in the middle. The first word, mostly the verb or the group, stays.
 */
function fitted(words: readonly string[], most: number): string {
  const joined = (list: readonly string[]) => list.join('_').replace(/^(?=\d)/, 'n');
  const isLong = (list: readonly string[]) => joined(list).length > most;
  if (!isLong(words)) return joined(words);
  const list = words.filter(
    (word, at) => at === 0 || (!FILLERS.has(word) && words.indexOf(word) === at),
  );
  const saving = (at: number) => (list[at] ?? '').length - short(list[at] ?? '').length;
  const longest = (lengthOf: (at: number) => number) =>
    list.map((_, at) => at).reduce((best, at) => (lengthOf(at) >= lengthOf(best) ? at : best), 0);
  for (let at = longest(saving); isLong(list) && saving(at) > 0; at = longest(saving))
    list[at] = short(list[at] ?? '');
  const spare = (at: number) => (at === 0 ? 0 : (list[at] ?? '').length - SHORTEST);
  for (let at = longest(spare); isLong(list) && spare(at) > 0; at = longest(spare))
    list[at] = (list[at] ?? '').slice(0, -1);
  while (isLong(list) && list.length > 3) list.splice(Math.floor(list.length / 2), 1);
  return joined(list).slice(0, most).replace(/_+$/, '');
}
