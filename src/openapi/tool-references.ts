import { isObject } from '../../runtime/src/utils/is-object.js';

/** A request as document texts name it, such as "the `POST /assets` endpoint"; the method may be missing. */
const REQUEST =
  /(?:\bthe )?(?:\b(GET|PUT|POST|DELETE|PATCH|HEAD) )?(\/[\w{}:~%/.-]*[\w}])(?:\/(?=[\s,.)]|$))?( (?:API )?(?:endpoint|route|operation|method|request|call)\b)?/g;

/** A tool with the key that document texts mention. */
interface ToolWithKey {
  name: string;
  request: { method: string; path: string };
}

/**
 * Replaces mentions of requests, which models cannot send, by tool names: `upload_asset` for "the
 * POST /assets endpoint". A path alone counts only if a word such as "endpoint" follows.
 */
export function withToolNames(tools: readonly ToolWithKey[]): (text: string) => string {
  const names = new Map<string, string | undefined>();
  for (const { name, request } of tools) {
    const path = plainPath(request.path);
    names.set(`${request.method} ${path}`, name);
    names.set(path, names.has(path) ? undefined : name);
  }
  return (text) =>
    text.replace(
      REQUEST,
      (mention, method: string | undefined, path: string, followingWord?: string) => {
        if (method === undefined && followingWord === undefined) return mention;
        const namelessPath = plainPath(path);
        return (
          names.get(method === undefined ? namelessPath : `${method} ${namelessPath}`) ?? mention
        );
      },
    );
}

/** Returns a path without the names of its parameters. */
const plainPath = (path: string): string =>
  path.replace(/\{[^}]*\}|(?<=\/):\w+/g, '{}').replace(/(?<=.)\/$/, '');

/** Returns a schema with changed descriptions. */
export function withDescriptions<Value>(value: Value, change: (text: string) => string): Value {
  if (Array.isArray(value))
    return value.map((item: unknown) => withDescriptions(item, change)) as Value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    if (['const', 'default', 'enum', 'examples'].includes(key)) return [key, member];
    const isText = key === 'description' && typeof member === 'string';
    return [key, isText ? change(member) : withDescriptions(member, change)];
  });
  return Object.fromEntries(entries) as Value;
}
