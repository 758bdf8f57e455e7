import { list, type Obj, obj, text } from '../model.js';
import type { ProviderTexts } from '../spec.js';

/** How a document says that its API is reached: what no tool has. */
export type Connection = Pick<ProviderTexts, 'baseUrl' | 'auth'>;

export const connectionOf = ({ baseUrl, auth }: Connection): Connection =>
  // What is undefined is not in JSON.
  JSON.parse(JSON.stringify({ baseUrl, auth })) as Connection;

/** What the project states elsewhere than in its tools. */
export type ConnectionPart = 'baseUrl' | 'style' | 'key' | 'endpoint' | 'scopes';

export interface ConnectionChange {
  part: ConnectionPart;
  /** For people. */
  name: string;
  was: readonly string[];
  now: readonly string[];
}

/** Other values of the base URL and the sign-in. A base URL that a document does not state is not compared. */
export function connectionChanges(was: Connection, now: Connection): ConnectionChange[] {
  const base =
    was.baseUrl !== undefined && now.baseUrl !== undefined
      ? change('baseUrl', 'Base URL', [was.baseUrl], [now.baseUrl])
      : [];
  const [old, fresh] = [obj(was.auth), obj(now.auth)];
  if (old.style !== fresh.style)
    return [...base, ...change('style', 'Sign-in', signIn(old), signIn(fresh))];
  return [
    ...base,
    ...change('key', 'API key', keysOf(old), keysOf(fresh)),
    ...ENDPOINTS.flatMap(([key, name]) =>
      change('endpoint', name, texts(old[key]), texts(fresh[key])),
    ),
    ...change('scopes', 'Scopes', list(old.scopes).map(String), list(fresh.scopes).map(String)),
  ];
}

const ENDPOINTS = [
  ['authorizationUrl', 'Authorization URL'],
  ['tokenUrl', 'Token URL'],
  ['preset', 'Sign-in of the service'],
] as const;

const texts = (value: unknown): string[] => (text(value) === undefined ? [] : [String(value)]);

/** The style, and where a key is: `api-key (header X-Key)`. */
function signIn(auth: Obj): string[] {
  const style = text(auth.style) ?? 'one that is not supported';
  const keys = keysOf(auth);
  return [keys.length > 0 ? `${style} (${keys.join(', ')})` : style];
}

const keysOf = (auth: Obj): string[] =>
  auth.name === undefined
    ? []
    : [auth, ...Object.values(obj(auth.furtherKeys)).map(obj)].map(
        ({ in: place, name, prefix = '' }) => [place, name, prefix].map(String).join(' ').trimEnd(),
      );

function change(
  part: ConnectionPart,
  name: string,
  was: readonly string[],
  now: readonly string[],
): ConnectionChange[] {
  const isSame = was.length === now.length && was.every((value) => now.includes(value));
  return isSame ? [] : [{ part, name, was, now }];
}
