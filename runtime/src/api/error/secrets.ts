import { writtenForms } from '../../utils/written-forms.js';
import type { OutgoingRequest } from '../request.js';

/** Shorter values would take ordinary words out of messages. */
const SHORTEST = 4;

/**
 * What signing has added to a request: headers, query parameters and parts of the path, and the values within them.
 * @param known further secrets, such as one within a part of the path
 */
export function secretsIn(
  signed: OutgoingRequest,
  request: OutgoingRequest,
  known: readonly string[] = [],
): string[] {
  const headers = [...signed.headers].filter(
    ([name, value]) => request.headers.get(name) !== value,
  );
  const query = [...signed.url.searchParams].filter(
    ([name, value]) => !request.url.searchParams.getAll(name).includes(value),
  );
  const others = new Set(request.url.pathname.split('/'));
  const inPath = signed.url.pathname.split('/').filter((part) => !others.has(part));
  const values = [
    ...known,
    ...inPath.flatMap((part) => [part, unencoded(part)]),
    ...headers.flatMap(([, value]) => [
      value,
      value.replace(/^\w+ /, ''), // the scheme
      ...value.split(/[\s;,=]+/).map(unencoded),
      ...decoded(value),
    ]),
    ...query.map(([, value]) => value),
  ];
  // The longest first: a value may contain another.
  return [...new Set(values.flatMap(writtenForms))]
    .filter((value) => value.length >= SHORTEST && !SCHEMES.test(value))
    .toSorted((a, b) => b.length - a.length);
}

const SCHEMES = /^(?:Basic|Bearer|Digest|Token)$/i;

function unencoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** User name and password of `Basic` (RFC 7617); the name alone is not a secret. */
function decoded(value: string): string[] {
  const [, base64] = /^Basic\s+(\S+)$/i.exec(value) ?? [];
  if (base64 === undefined) return [];
  const pair = Buffer.from(base64, 'base64').toString('utf8');
  return [pair, pair.slice(pair.indexOf(':') + 1)];
}
