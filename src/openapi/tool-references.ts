import { isRecord } from '../model/json-schema/subschemas.js';

/** A request as texts of documents name it: "the `POST /assets` endpoint", where the method may be missing. */
const REQUEST =
  /(?:\bthe )?(?:\b(GET|PUT|POST|DELETE|PATCH|HEAD) )?(\/[\w{}:~%/.-]*[\w}])(?:\/(?=[\s,.)]|$))?( (?:API )?(?:endpoint|route|operation|method|request|call)\b)?/g;

/** What a key of `tools` has that the texts of documents name. */
interface Requested {
  name: string;
  request: { method: string; path: string };
}

/**
 * Puts names of tools in the place of their requests, which models cannot send: `upload_asset` for "the POST /assets
 * endpoint". A path alone is one only with such a word behind it.
 */
export function withToolNames(tools: readonly Requested[]): (text: string) => string {
  const names = new Map<string, string | undefined>();
  for (const { name, request } of tools) {
    const path = plainPath(request.path);
    names.set(`${request.method} ${path}`, name);
    names.set(path, names.has(path) ? undefined : name);
  }
  return (text) =>
    text.replace(REQUEST, (found, method: string | undefined, path: string, word?: string) => {
      if (method === undefined && word === undefined) return found;
      const plain = plainPath(path);
      return names.get(method === undefined ? plain : `${method} ${plain}`) ?? found;
    });
}

/** Without the names of its parameters. */
const plainPath = (path: string): string =>
  path.replace(/\{[^}]*\}|(?<=\/):\w+/g, '{}').replace(/(?<=.)\/$/, '');

/** A schema with other descriptions. */
export function withDescriptions<Value>(value: Value, change: (text: string) => string): Value {
  if (Array.isArray(value))
    return value.map((each: unknown) => withDescriptions(each, change)) as Value;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    if (['const', 'default', 'enum', 'examples'].includes(key)) return [key, each];
    const isText = key === 'description' && typeof each === 'string';
    return [key, isText ? change(each) : withDescriptions(each, change)];
  });
  return Object.fromEntries(entries) as Value;
}
