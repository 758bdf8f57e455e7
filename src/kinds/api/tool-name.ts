import type { HttpMethod } from '../../model/http.js';
import { capitalize, isOperation, snakeCase, words } from '../../model/names.js';
import { placeholders } from '../../model/placeholders.js';
import { singular } from '../../model/singular.js';
import type { SuggestedTool } from '../../model/spec.js';
import { soleOperation } from './graphql.js';
import type { ApiTool, RequestSpec } from './spec.js';

const OF_METHOD: Readonly<Record<HttpMethod, string>> = {
  GET: 'get',
  HEAD: 'check',
  QUERY: 'find',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

/** The parts of a tool's name. */
interface Action {
  verb: string;
  noun: string;
  /** What was several of in the path. */
  isOne: boolean;
}

/** `GET /rooms/{room_id}` → `get_room`, "Get a room."; `POST /orders/{id}/cancel` → `cancel_order`. */
export const suggestTool = ({ request }: Partial<ApiTool>): SuggestedTool | undefined =>
  request && ofRequest(request);

/** A path of placeholders says nothing of what it is. */
export function ofRequest(request: RequestSpec): Required<SuggestedTool> {
  const operation = request.graphql === undefined ? undefined : soleOperation(request.graphql);
  if (operation) return { ...ofOperation(operation), arguments: partsOf(request.path) };
  const segments = segmentsOf(request.path);
  const texts = { ...partsOf(request.path), ...identifiersIn(request.method, segments) };
  const action = actionOf(request.method, segments);
  if (!action)
    return segments.length === 0
      ? {
          name: `${OF_METHOD[request.method]}_front_page`,
          description: 'Get the front page of the API.',
          arguments: {},
        }
      : { name: 'call_api', description: `${request.method} ${request.path}.`, arguments: texts };
  const { verb, noun, isOne } = action;
  const article = isOne ? (/^([aeio]|u(?!ni|s|rl|uid)|hour)/.test(noun) ? 'an' : 'a') : '';
  return {
    name: snakeCase(`${verb}_${noun}`),
    description: `${capitalize([verb, article, noun].flatMap(words).join(' '))}.`,
    arguments: texts,
  };
}

/** `query GetUser` and `{ user }` → `get_user`; `mutation { createUser }` → `create_user`. */
function ofOperation({ type, name, field }: NonNullable<ReturnType<typeof soleOperation>>) {
  const text = snakeCase(name ?? (type === 'query' ? `get_${field}` : field));
  return { name: text, description: `${capitalize(words(text).join(' '))}.` };
}

interface Segment {
  /** Undefined: a placeholder. */
  noun?: string;
  argument?: string;
  /** As in `:send`, `.postMessage` and `addTag`. */
  isCall: boolean;
}

/** What the names of placeholders say: `Room number.` */
const partsOf = (path: string) =>
  Object.fromEntries(
    placeholders(path).map((name) => [
      name,
      `${capitalize(words(name).join(' ')).replace(/\bid\b/i, 'ID')}.`,
    ]),
  );

/** `/orders/{id}`, `/orders/{order_id}` → "ID of the order." */
function identifiersIn(method: HttpMethod, segments: readonly Segment[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [index, { argument }] of segments.entries()) {
    const before = segments[index - 1]?.noun;
    if (argument === undefined || before === undefined) continue;
    const argumentWords = words(argument);
    if (argumentWords.pop() !== 'id') continue;
    const noun = operationOf(method, before, false)?.noun ?? before;
    const of = argumentWords.length > 0 ? argumentWords : words(singular(noun));
    texts[argument] = `ID of the ${of.join(' ')}.`;
  }
  return texts;
}

/** `/messages:send` and `/chat.postMessage` are two segments each; versions, `/api` at the start, `.json` and a final `/json` are none. */
const segmentsOf = (path: string): Segment[] =>
  Array.from(
    path
      .replace(/^(\/(api|rest|v?\d[\d.-]*))+(?=\/|$)/, '')
      .replaceAll(/\/(v\d[\d.]*((alpha|beta|rc)\d*)?|\d{4}-\d\d(-\d\d)?)(?=[/:]|$)/g, '')
      .replaceAll(/\.(json|xml)(?=\/|$)|\/(json|xml)$/g, '')
      .matchAll(/([/:.]?)([^/:.]+)/g),
    ([, mark, text = '']) => {
      const isCall = mark === ':' || mark === '.' || /[a-z][A-Z]/.test(text);
      if (!/[{}]/.test(text)) return { noun: snakeCase(text), isCall };
      const [, argument] = /^\{(\w+)\}$/.exec(text) ?? [];
      return { ...(argument !== undefined && { argument }), isCall };
    },
  );

function actionOf(method: HttpMethod, segments: readonly Segment[]) {
  const at = segments.findLastIndex(({ noun }) => noun !== undefined);
  const { noun: last, isCall } = segments[at] ?? {};
  if (last === undefined) return undefined;
  const before = segments.slice(0, at).findLast(({ noun }) => noun !== undefined)?.noun;
  const isEnd = at === segments.length - 1;
  const operationName = operationOf(method, last, isEnd);
  if (operationName) return operationName;
  const call = { last, before, isCall: isCall === true, ofOne: !segments[at - 1]?.noun };
  return (isEnd ? verbAtEnd(method, call) : undefined) ?? resource(method, last, before, isEnd);
}

/** `/get_stock/{id}`; but `/list_items/{id}` is one of several list items. */
function operationOf(method: HttpMethod, segment: string, isEnd: boolean): Action | undefined {
  const [verb = '', ...object] = segment.split('_');
  return isOperation(method, [verb, ...object]) && (isEnd || verb !== 'list')
    ? { verb, noun: object.join('_'), isOne: false }
    : undefined;
}

/** The last segment, with what is before it. */
interface Ending {
  last: string;
  before: string | undefined;
  isCall: boolean;
  /** A placeholder is before it. */
  ofOne: boolean;
}

/** `/orders/{id}/cancel`, `/contacts/search`, `/chat.postMessage`; `/test_cases` and `/post` are nouns. */
function verbAtEnd(
  method: HttpMethod,
  { last, before, isCall, ofOne }: Ending,
): Action | undefined {
  const [first = '', ...rest] = last.split('_');
  const isRead = isReading(first);
  const writes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (!(isRead ? method !== 'DELETE' : writes && isVerb(first))) return undefined;
  const object = rest.join('_');
  if (object !== '')
    return isCall || singular(object) === object
      ? { verb: first, noun: object, isOne: false }
      : undefined;
  if (before === undefined && !isRead) return undefined;
  const noun = before ?? '';
  const one = ofOne || !isRead ? singular(noun) : noun;
  return { verb: first, noun: one, isOne: one !== noun };
}

function resource(
  method: HttpMethod,
  last: string,
  before: string | undefined,
  isEnd: boolean,
): Action {
  const one = singular(last);
  const isSeveral = one !== last && isEnd;
  if (before !== undefined && isReading(before) && method === 'GET' && isEnd)
    return { verb: before, noun: last, isOne: false };
  if (isSeveral && method === 'GET') return { verb: 'list', noun: last, isOne: false };
  const isOne = one !== last && (!isEnd || method === 'POST');
  return { verb: OF_METHOD[method], noun: isOne ? one : last, isOne };
}

/** Verbs at the end of paths that change nothing. */
const READING = new Set(
  'count download export find list lookup preview query read search'.split(' '),
);

/** Verbs at the end of paths, as in `POST /orders/{id}/cancel`: those of APIs that many people use. */
const VERBS = new Set(
  (
    'accept acknowledge activate add analyze apply approve archive assign attach authorize ban block book cancel capture ' +
    'charge clear clone close complete confirm convert copy create deactivate decline delete deploy detach disable dismiss ' +
    'duplicate enable enqueue execute expire finalize finish follow fork forward generate import install invite ' +
    'invoke join kick leave like lock mark merge move mute open pause pay pin post process publish purge reboot ' +
    'refresh refund reject release remove rename reopen reorder replace reply reset resolve restart restore resume retry ' +
    'revoke rollback rotate run schedule send set share ship sign skip snooze split star start stop subscribe submit ' +
    'suspend sync terminate test transfer translate trash trigger unarchive unassign unban unblock unfollow unlock unmute ' +
    'unpin unpublish unstar unsubscribe untrash update upgrade upload validate verify void vote withdraw'
  ).split(' '),
);

const isReading = (word: string): boolean => READING.has(word);
const isVerb = (word: string): boolean => VERBS.has(word);
