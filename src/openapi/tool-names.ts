import { isOperation, wordsOfName } from '../model/names.js';
import { hash } from './argument-names.js';

/** Names that are one word although they contain capitals. */
const ONE_WORD =
  /OAuth|IPv(?=[46])|GitHub|GitLab|GraphQL|JavaScript|TypeScript|MySQL|PostgreSQL|NoSQL|DevOps|WebSocket|LinkedIn|YouTube|PayPal|macOS|iOS/g;

/**
 * Returns the words of an operation id: `floatingIPs_create` → floating ips create; `getOAuth2URL`
 * → get oauth2 url; `projectsV2` → projects v2.
 */
const operationWords = (id: string): string[] =>
  wordsOfName(
    id
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .replace(/(?<=[a-z0-9])(?=(?:OAuth|IPv[46]|iOS|macOS))/g, ' ')
      .replace(ONE_WORD, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
      // Plural of an acronym.
      .replace(/([A-Z]{2,})s(?![a-z])/g, (_, acronym: string) => ` ${acronym.toLowerCase()}s `),
  );

/** Returns words for operations without an id: `get_pet_by_pet_id`; `POST /create_pet` is `create_pet`. */
function wordsOfPath(method: string, path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  const inPath = parts.flatMap(partWords);
  const first = operationWords(parts[0] ?? '');
  return isOperation(method, first) ? inPath : [method.toLowerCase(), ...inPath];
}

const partWords = (part: string): string[] =>
  part.includes('{') ? ['by', ...operationWords(part)] : operationWords(part);

interface NamedOperation {
  key: string;
  id?: string;
  method: string;
  path: string;
  tags?: readonly string[];
}

/**
 * Returns operation ids without what FastAPI adds to function names: path and method after them, as
 * in `read_tasks_tasks__get`, or the tag before all of them, as in `tasks-read_tasks`. Ids of equal
 * function names stay.
 */
function ownIds(operations: readonly NamedOperation[]): Map<NamedOperation, string> {
  const isTagged = operations.every((operation) => tagBefore(operation) !== undefined);
  const ids = new Map(operations.map((operation) => [operation, functionIn(operation, isTagged)]));
  const counts = new Map<string, number>();
  for (const id of ids.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Map(
    Array.from(ids, ([operation, id]) => [
      operation,
      (counts.get(id) ?? 0) > 1 ? (operation.id ?? '') : id,
    ]),
  );
}

/** Returns the tag at the start of an operation id, with its hyphen. */
const tagBefore = ({ id = '', tags = [] }: NamedOperation): string | undefined =>
  tags.map((tag) => `${tag}-`).find((tag) => id.startsWith(tag));

function functionIn(operation: NamedOperation, isTagged: boolean): string {
  const { id = '', method, path } = operation;
  const suffix = `${path.replace(/[^\p{L}\p{N}_]/gu, '_')}_${method.toLowerCase()}`;
  const prefix = isTagged ? (tagBefore(operation) ?? '') : '';
  const name = id.endsWith(suffix) ? id.slice(0, -suffix.length) : id.slice(prefix.length);
  const words = operationWords(name);
  // A single word, such as `list`, needs the other words, unless they repeat it.
  const isDistinct =
    words.length > 1 || operationWords(id).filter((idWord) => idWord === words[0]).length > 1;
  return isDistinct ? name : id;
}

/**
 * Returns unique names in snake_case with at most `maxLength` characters; case is ignored. A name
 * depends only on its operation and on those with the same name, not on the order of the document:
 * such operations get the words of their paths in which they differ, and a hash only if these do
 * not differ. Names that are not allowed get the method as a prefix.
 */
export function toolNames(
  operations: readonly NamedOperation[],
  maxLength: number,
  isReserved: (name: string) => boolean = () => false,
): Map<string, string> {
  const ids = ownIds(operations);
  const groups = new Map<string, NamedOperation[]>();
  for (const operation of operations) {
    const name = shortenName(operationNameWords(operation, ids.get(operation)), maxLength);
    groups.set(name, [...(groups.get(name) ?? []), operation]);
  }
  const names = new Map<string, string>();
  for (const [name, group] of [...groups]) {
    if (!isReserved(name)) continue;
    groups.delete(name);
    for (const operation of group) {
      const candidate = shortenName(
        [operation.method.toLowerCase(), ...name.split('_')],
        maxLength,
      );
      groups.set(candidate, [...(groups.get(candidate) ?? []), operation]);
    }
  }
  const takenNames = new Set(groups.keys());
  for (const [name, group] of [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)))
    for (const [key, ownName] of distinctNames(name, group, maxLength, takenNames)) {
      names.set(key, ownName);
      takenNames.add(ownName);
    }
  return names;
}

function operationNameWords({ method, path }: NamedOperation, id = ''): string[] {
  const inId = operationWords(id);
  return inId.length > 0 ? inId : wordsOfPath(method, path);
}

/** Maximum number of words that distinguish an operation from others of its name. */
const MAX_FURTHER = 3;

function distinctNames(
  name: string,
  group: readonly NamedOperation[],
  maxLength: number,
  takenNames: ReadonlySet<string>,
) {
  if (group.length === 1) return group.map(({ key }) => [key, name] as const);
  const wordsOfOperations = group.map(({ id, method, path }) => [
    ...new Set([
      ...(id === undefined ? [] : operationWords(id)),
      method.toLowerCase(),
      ...path.split('/').flatMap(partWords),
    ]),
  ]);
  const counts = new Map<string, number>();
  for (const word of wordsOfOperations.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const nameWords = name.split('_');
  const longerNames = wordsOfOperations.map((operationWords) => {
    const distinguishingWords = operationWords.filter(
      (word) => counts.get(word) !== group.length && !nameWords.includes(word),
    );
    return shortenName([...nameWords, ...distinguishingWords.slice(0, MAX_FURTHER)], maxLength);
  });
  return group.map(({ key }, index) => {
    const candidate = longerNames[index] ?? name;
    const isUnique =
      !takenNames.has(candidate) &&
      longerNames.filter((longerName) => longerName === candidate).length === 1;
    return [
      key,
      isUnique ? candidate : `${candidate.slice(0, maxLength - 7).replace(/_+$/, '')}_${hash(key)}`,
    ] as const;
  });
}

/** Usual abbreviations for long names. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
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

const abbreviation = (word: string): string => {
  if (Object.hasOwn(ABBREVIATIONS, word)) return ABBREVIATIONS[word] ?? word;
  const singularWord = word.replace(/ies$/, 'y').replace(/s$/, '');
  return Object.hasOwn(ABBREVIATIONS, singularWord) ? `${ABBREVIATIONS[singularWord]}s` : word;
};

const FILLERS = new Set('a an the of for by to in on at with from and or'.split(' '));
const MIN_WORD_LENGTH = 4;

/**
 * Returns a name of at most `maxLength` characters from these words: first without fillers and
 * repeated words, then with abbreviations, then with the longest words cut, then without middle
 * words. The first word, mostly the verb or the group, stays.
 */
function shortenName(words: readonly string[], maxLength: number): string {
  const joinName = (list: readonly string[]) => list.join('_').replace(/^(?=\d)/, 'n');
  const isLong = (list: readonly string[]) => joinName(list).length > maxLength;
  if (!isLong(words)) return joinName(words);
  const list = words.filter(
    (word, index) => index === 0 || (!FILLERS.has(word) && words.indexOf(word) === index),
  );
  const savingAt = (index: number) =>
    (list[index] ?? '').length - abbreviation(list[index] ?? '').length;
  const longest = (lengthOf: (index: number) => number) =>
    list
      .map((_, index) => index)
      .reduce((best, index) => (lengthOf(index) >= lengthOf(best) ? index : best), 0);
  for (let at = longest(savingAt); isLong(list) && savingAt(at) > 0; at = longest(savingAt))
    list[at] = abbreviation(list[at] ?? '');
  const spareLetters = (index: number) =>
    index === 0 ? 0 : (list[index] ?? '').length - MIN_WORD_LENGTH;
  for (
    let at = longest(spareLetters);
    isLong(list) && spareLetters(at) > 0;
    at = longest(spareLetters)
  )
    list[at] = (list[at] ?? '').slice(0, -1);
  while (isLong(list) && list.length > 3) list.splice(Math.floor(list.length / 2), 1);
  return joinName(list).slice(0, maxLength).replace(/_+$/, '');
}
