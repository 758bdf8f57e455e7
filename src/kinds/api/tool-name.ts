import type { HttpMethod } from '../../model/http.js';
import { capitalize, isOperation, snakeCase, wordsOfName } from '../../model/names.js';
import type { SuggestedTool } from '../../model/spec.js';
import { placeholders } from '../../model/text/placeholders.js';
import { singular } from '../../model/text/singular.js';
import { isReadingVerb, isVerb } from '../../model/tool-words.js';
import { soleOperation } from './graphql.js';
import type { ApiTool, RequestSpec } from './spec.js';

const VERB_BY_METHOD: Readonly<Record<HttpMethod, string>> = {
  GET: 'get',
  HEAD: 'check',
  QUERY: 'find',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

/** The parts of a tool's name, such as verb and noun. */
interface Action {
  verb: string;
  noun: string;
  /** Whether `noun` is the singular of a plural in the path. */
  isOne: boolean;
}

/**
 * Returns the suggested name and description: `GET /rooms/{room_id}` → `get_room`, "Get a room.";
 * `POST /orders/{id}/cancel` → `cancel_order`.
 */
export const suggestTool = ({ request }: Partial<ApiTool>): SuggestedTool | undefined =>
  request && suggestedForRequest(request);

/**
 * Returns the suggested name and description; a path of placeholders says nothing of its purpose,
 * so it gets `call_api`.
 */
export function suggestedForRequest(request: RequestSpec): Required<SuggestedTool> {
  const operation = request.graphql === undefined ? undefined : soleOperation(request.graphql);
  if (operation)
    return {
      ...suggestedForOperation(operation),
      arguments: placeholderDescriptions(request.path),
    };
  const segments = pathSegments(request.path);
  const texts = {
    ...placeholderDescriptions(request.path),
    ...identifiersIn(request.method, segments),
  };
  const action = requestAction(request.method, segments);
  if (!action)
    return segments.length === 0
      ? {
          name: `${VERB_BY_METHOD[request.method]}_front_page`,
          description: 'Get the front page of the API.',
          arguments: {},
        }
      : { name: 'call_api', description: `${request.method} ${request.path}.`, arguments: texts };
  const { verb, noun, isOne } = action;
  const article = isOne ? (/^([aeio]|u(?!ni|s|rl|uid)|hour)/.test(noun) ? 'an' : 'a') : '';
  return {
    name: snakeCase(`${verb}_${noun}`),
    description: `${capitalize([verb, article, noun].flatMap(wordsOfName).join(' '))}.`,
    arguments: texts,
  };
}

/**
 * Returns the name of a GraphQL operation: `query GetUser` and `{ user }` → `get_user`; `mutation {
 * createUser }` → `create_user`.
 */
function suggestedForOperation({
  type,
  name,
  field,
}: NonNullable<ReturnType<typeof soleOperation>>) {
  const text = snakeCase(name ?? (type === 'query' ? `get_${field}` : field));
  return { name: text, description: `${capitalize(wordsOfName(text).join(' '))}.` };
}

interface Segment {
  /** Noun of the segment; undefined for a placeholder. */
  noun?: string;
  argument?: string;
  /** Whether the segment is a call, as in `:send`, `.postMessage` and `addTag`. */
  isCall: boolean;
}

/** Returns descriptions from the names of placeholders, such as `Room number.` */
const placeholderDescriptions = (path: string) =>
  Object.fromEntries(
    placeholders(path).map((name) => [
      name,
      `${capitalize(wordsOfName(name).join(' ')).replace(/\bid\b/i, 'ID')}.`,
    ]),
  );

/** Returns the descriptions of ids: `/orders/{id}` and `/orders/{order_id}` → "ID of the order." */
function identifiersIn(method: HttpMethod, segments: readonly Segment[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [index, { argument }] of segments.entries()) {
    const previousNoun = segments[index - 1]?.noun;
    if (argument === undefined || previousNoun === undefined) continue;
    const argumentWords = wordsOfName(argument);
    if (argumentWords.pop() !== 'id') continue;
    const noun = segmentAction(method, previousNoun, false)?.noun ?? previousNoun;
    const ownerWords = argumentWords.length > 0 ? argumentWords : wordsOfName(singular(noun));
    texts[argument] = `ID of the ${ownerWords.join(' ')}.`;
  }
  return texts;
}

/**
 * Returns the segments of a path. `/messages:send` and `/chat.postMessage` are two each. Versions,
 * `/api` at the start, `.json` and a final `/json` are not segments.
 */
const pathSegments = (path: string): Segment[] =>
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

function requestAction(method: HttpMethod, segments: readonly Segment[]) {
  const lastNounIndex = segments.findLastIndex(({ noun }) => noun !== undefined);
  const { noun: last, isCall } = segments[lastNounIndex] ?? {};
  if (last === undefined) return undefined;
  const previousNoun = segments
    .slice(0, lastNounIndex)
    .findLast(({ noun }) => noun !== undefined)?.noun;
  const isEnd = lastNounIndex === segments.length - 1;
  const operationName = segmentAction(method, last, isEnd);
  if (operationName) return operationName;
  const call = {
    last,
    before: previousNoun,
    isCall: isCall === true,
    ofOne: !segments[lastNounIndex - 1]?.noun,
  };
  return (
    (isEnd ? verbAtEnd(method, call) : undefined) ??
    resourceAction(method, last, previousNoun, isEnd)
  );
}

/**
 * Returns a segment with verb and noun, such as `/get_stock/{id}`; but `/list_items/{id}` is one of
 * several list items.
 */
function segmentAction(method: HttpMethod, segment: string, isEnd: boolean): Action | undefined {
  const [verb = '', ...object] = segment.split('_');
  return isOperation(method, [verb, ...object]) && (isEnd || verb !== 'list')
    ? { verb, noun: object.join('_'), isOne: false }
    : undefined;
}

/** The last segment, and the noun and placeholder before it. */
interface PathEnding {
  last: string;
  before: string | undefined;
  isCall: boolean;
  /** Whether a placeholder precedes the last segment. */
  ofOne: boolean;
}

/**
 * Returns the action of a path that ends with a verb: `/orders/{id}/cancel`, `/contacts/search`,
 * `/chat.postMessage`. `/test_cases` and `/post` are nouns.
 */
function verbAtEnd(
  method: HttpMethod,
  { last, before, isCall, ofOne }: PathEnding,
): Action | undefined {
  const [first = '', ...rest] = last.split('_');
  const isRead = isReadingVerb(first);
  const writes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (!(isRead ? method !== 'DELETE' : writes && isVerb(first))) return undefined;
  const object = rest.join('_');
  if (object !== '')
    return isCall || singular(object) === object
      ? { verb: first, noun: object, isOne: false }
      : undefined;
  if (before === undefined && !isRead) return undefined;
  const noun = before ?? '';
  const actionNoun = ofOne || !isRead ? singular(noun) : noun;
  return { verb: first, noun: actionNoun, isOne: actionNoun !== noun };
}

function resourceAction(
  method: HttpMethod,
  last: string,
  before: string | undefined,
  isEnd: boolean,
): Action {
  const singularNoun = singular(last);
  const isSeveral = singularNoun !== last && isEnd;
  if (before !== undefined && isReadingVerb(before) && method === 'GET' && isEnd)
    return { verb: before, noun: last, isOne: false };
  if (isSeveral && method === 'GET') return { verb: 'list', noun: last, isOne: false };
  const isOne = singularNoun !== last && (!isEnd || method === 'POST');
  return { verb: VERB_BY_METHOD[method], noun: isOne ? singularNoun : last, isOne };
}
