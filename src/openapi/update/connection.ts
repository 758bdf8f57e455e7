import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { listOrEmpty, nonBlankText, type RawObject } from '../model.js';
import type { ProviderTexts } from '../spec.js';

/** Base URL and sign-in that a document states, which tools do not contain. */
export type Connection = Pick<ProviderTexts, 'baseUrl' | 'auth'>;

export const connectionOf = ({ baseUrl, auth }: Connection): Connection =>
  // JSON has no undefined values.
  JSON.parse(JSON.stringify({ baseUrl, auth })) as Connection;

/** Parts that the project states outside of its tools. */
export type ConnectionPartName = 'baseUrl' | 'style' | 'key' | 'endpoint' | 'scopes';

export interface ConnectionChange {
  part: ConnectionPartName;
  /** Noun phrase for users. */
  name: string;
  previous: readonly string[];
  current: readonly string[];
}

/** Returns the differences in base URL and sign-in. A base URL that a document does not state is not compared. */
export function connectionChanges(
  previousConnection: Connection,
  currentConnection: Connection,
): ConnectionChange[] {
  const base =
    previousConnection.baseUrl !== undefined && currentConnection.baseUrl !== undefined
      ? changeIfDifferent(
          'baseUrl',
          'Base URL',
          [previousConnection.baseUrl],
          [currentConnection.baseUrl],
        )
      : [];
  const [oldAuth, newAuth] = [
    objectOrEmpty(previousConnection.auth),
    objectOrEmpty(currentConnection.auth),
  ];
  if (oldAuth.style !== newAuth.style)
    return [...base, ...changeIfDifferent('style', 'Sign-in', signIn(oldAuth), signIn(newAuth))];
  return [
    ...base,
    ...changeIfDifferent('key', 'API key', keyPlaces(oldAuth), keyPlaces(newAuth)),
    ...ENDPOINTS.flatMap(([key, name]) =>
      changeIfDifferent('endpoint', name, texts(oldAuth[key]), texts(newAuth[key])),
    ),
    ...changeIfDifferent(
      'scopes',
      'Scopes',
      listOrEmpty(oldAuth.scopes).map(String),
      listOrEmpty(newAuth.scopes).map(String),
    ),
  ];
}

const ENDPOINTS = [
  ['authorizationUrl', 'Authorization URL'],
  ['tokenUrl', 'Token URL'],
  ['preset', 'Sign-in of the service'],
] as const;

const texts = (value: unknown): string[] =>
  nonBlankText(value) === undefined ? [] : [String(value)];

/** Returns the style and the place of a key: `api-key (header X-Key)`. */
function signIn(auth: RawObject): string[] {
  const style = nonBlankText(auth.style) ?? 'one that is not supported';
  const keys = keyPlaces(auth);
  return [keys.length > 0 ? `${style} (${keys.join(', ')})` : style];
}

const keyPlaces = (auth: RawObject): string[] =>
  auth.name === undefined
    ? []
    : [auth, ...Object.values(objectOrEmpty(auth.furtherKeys)).map(objectOrEmpty)].map(
        ({ in: place, name, prefix = '' }) => [place, name, prefix].map(String).join(' ').trimEnd(),
      );

function changeIfDifferent(
  part: ConnectionPartName,
  name: string,
  previousValues: readonly string[],
  currentValues: readonly string[],
): ConnectionChange[] {
  const isSame =
    previousValues.length === currentValues.length &&
    previousValues.every((value) => currentValues.includes(value));
  return isSame ? [] : [{ part, name, previous: previousValues, current: currentValues }];
}
