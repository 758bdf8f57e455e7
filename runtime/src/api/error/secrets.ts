import { decodeOrKeep } from '../../utils/percent-decoding.js';
import { writtenForms } from '../../utils/written-forms.js';
import type { OutgoingRequest } from '../request.js';

/** Shortest secret; removing shorter ones would remove ordinary words from messages. */
const MIN_LENGTH = 4;
const AUTH_SCHEMES = /^(?:Basic|Bearer|Digest|Token)$/i;

/**
 * Returns values that signing has added to a request: headers, query parameters, parts of the path,
 * and the values within them.
 * @param knownSecrets further secrets, such as one within a part of the path
 * @param minPartLength shortest part of a header that counts
 */
export function secretsIn(
  signedRequest: OutgoingRequest,
  request: OutgoingRequest,
  knownSecrets: readonly string[] = [],
  minPartLength = MIN_LENGTH,
): string[] {
  const headers = [...signedRequest.headers].filter(
    ([name, value]) => request.headers.get(name) !== value,
  );
  const query = [...signedRequest.url.searchParams].filter(
    ([name, value]) => !request.url.searchParams.getAll(name).includes(value),
  );
  const unsignedParts = new Set(request.url.pathname.split('/'));
  const addedParts = signedRequest.url.pathname
    .split('/')
    .filter((part) => !unsignedParts.has(part));
  const values = [
    ...knownSecrets,
    ...addedParts.flatMap((part) => [part, decodeOrKeep(part)]),
    ...headers.flatMap(([, value]) => [
      value,
      value.replace(/^\w+ /, ''), // the scheme
      ...value
        .split(/[\s;,=]+/)
        .map(decodeOrKeep)
        .filter((part) => part.length >= minPartLength),
      ...basicSecrets(value),
    ]),
    ...query.map(([, value]) => value),
  ];
  // Longest first, because a value may contain another.
  return [...new Set(values.flatMap(writtenForms))]
    .filter((value) => value.length >= MIN_LENGTH && !AUTH_SCHEMES.test(value))
    .toSorted((a, b) => b.length - a.length);
}

/** Returns the user name with password, and password, of `Basic` (RFC 7617); the name alone is not a secret. */
function basicSecrets(value: string): string[] {
  const [, base64] = /^Basic\s+(\S+)$/i.exec(value) ?? [];
  if (base64 === undefined) return [];
  const pair = Buffer.from(base64, 'base64').toString('utf8');
  return [pair, pair.slice(pair.indexOf(':') + 1)];
}
