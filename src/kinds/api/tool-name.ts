import { capitalized, snakeCase, words } from '../../model/names.js';
import { singular } from '../../model/singular.js';
import type { HttpMethod } from '../../model/http.js';
import type { ApiTool } from './spec.js';
import { isReading, isVerb } from './verbs.js';

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

/**
 * `GET /rooms/{room_id}` → `get_room`, "Get a room."; `POST /orders/{id}/cancel` → `cancel_order`. Undefined for a path
 * of placeholders.
 */
export function suggested({ request }: Partial<ApiTool>) {
  if (!request) return undefined;
  const action = actionOf(request.method, segmentsOf(request.path));
  if (!action) return undefined;
  const { verb, noun, isOne } = action;
  const article = isOne ? (/^([aeio]|u(?!ni|s))/.test(noun) ? 'an' : 'a') : '';
  return {
    name: snakeCase(`${verb}_${noun}`),
    description: `${capitalized([verb, article, noun].flatMap(words).join(' '))}.`,
    arguments: identifiersIn(request.path),
  };
}

/** `/orders/{id}`, `/orders/{order_id}` → "ID of the order." */
function identifiersIn(path: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [, before = '', name = ''] of path.matchAll(/([\w-]+)\/\{(\w+)\}/g)) {
    const own = words(name);
    if (own.pop() !== 'id') continue;
    const of = own.length > 0 ? own : words(singular(snakeCase(before)));
    texts[name] = `ID of the ${of.join(' ')}.`;
  }
  return texts;
}

/** Undefined: a placeholder. `/messages:send` and `/chat.postMessage` are two segments each; `/api/v2` and `.json` are none. */
const segmentsOf = (path: string): (string | undefined)[] =>
  path
    .replace(/^(\/(api|rest|v?\d[\d.-]*))+(?=\/|$)/, '')
    .replaceAll(/\.(json|xml)(?=\/|$)/g, '')
    .split(/[/:.]/)
    .filter(Boolean)
    .map((segment) => (/[{}]/.test(segment) ? undefined : snakeCase(segment)));

function actionOf(method: HttpMethod, segments: readonly (string | undefined)[]) {
  const at = segments.findLastIndex((segment) => segment !== undefined);
  const last = segments[at];
  if (last === undefined) return undefined;
  const before = segments.slice(0, at).findLast((segment) => segment !== undefined);
  const isEnd = at === segments.length - 1;
  return (
    (isEnd ? verbAtEnd(method, last, before, segments[at - 1] === undefined) : undefined) ??
    resource(method, last, before, isEnd)
  );
}

/** `/orders/{id}/cancel`, `/contacts/search`, `/chat.postMessage`. */
function verbAtEnd(
  method: HttpMethod,
  last: string,
  before: string | undefined,
  ofOne: boolean,
): Action | undefined {
  const [first = '', ...object] = last.split('_');
  const isRead = isReading(first);
  const writes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (!(isRead ? method !== 'DELETE' : writes && isVerb(first))) return undefined;
  if (object.length > 0) return { verb: first, noun: object.join('_'), isOne: false };
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
