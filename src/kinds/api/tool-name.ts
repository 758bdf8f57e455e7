import { snakeCase, words } from '../../model/names.js';
import type { HttpMethod } from '../../model/http.js';
import type { ApiTool } from './spec.js';

const VERBS: Readonly<Record<HttpMethod, string>> = {
  GET: 'get',
  HEAD: 'check',
  QUERY: 'find',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

const isPlaceholder = (segment: string) => /^\{.*\}$/.test(segment);

/** `GET /rooms/{room_id}` → `get_room`, "Get room."; the name of one thing is singular. */
export function suggested({ request }: Partial<ApiTool>) {
  if (!request) return undefined;
  const segments = request.path.split('/').filter(Boolean);
  const literal = segments.findLast((segment) => !/[{}]/.test(segment));
  if (literal === undefined) return undefined;
  const isList = request.method === 'GET' && segments.at(-1) === literal && literal.endsWith('s');
  const isOne = segments.some(isPlaceholder) || request.method === 'POST';
  const thing = isOne && !isList ? singular(literal) : literal;
  const name = snakeCase(`${isList ? 'list' : VERBS[request.method]}_${thing}`);
  const sentence = words(name).join(' ');
  return { name, description: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.` };
}

const singular = (noun: string) => noun.replace(/ies$/, 'y').replace(/(?<![su])s$/, '');
