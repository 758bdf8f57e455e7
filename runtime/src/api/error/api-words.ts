/** Longer bodies are not error messages. */
const LONGEST_BODY = 100_000;
/** Messages in one body, such as those of several fields. */
const MOST = 3;
const DEPTH = 4;

/** The text of an error: RFC 9457 (`detail`, `title`), OAuth, JSON:API, GraphQL, and what many APIs send. */
const TEXTS = [
  'detail',
  'message',
  'error_description',
  'error_message',
  'errorMessage',
  'Message',
  'msg',
  'reason',
  'faultstring',
  'title',
];
/** Errors within an error. */
const INNER = [
  'error',
  'errors',
  'fault',
  'detail',
  'invalid-params',
  'violations',
  'errorMessages',
];
/** The argument that an error is about. */
const FIELDS = ['field', 'param', 'pointer', 'parameter', 'property', 'path', 'loc', 'name'];

/** What the body of an error response says, as the API wrote it; empty where it has no known form. */
export function apiWords(body: string, type: string): string[] {
  if (body.length > LONGEST_BODY) return [];
  try {
    return [...new Set(messagesIn(JSON.parse(body), DEPTH))].slice(0, MOST);
  } catch {
    const isLine = /^text\/plain\b/i.test(type) && body.length <= 1000;
    return isLine ? [body] : [];
  }
}

function messagesIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.slice(0, MOST).flatMap((item) => messagesIn(item, depth - 1));
  const error = new Map<string, unknown>(Object.entries(value));
  const texts = TEXTS.map((key) => error.get(key)).filter((text) => typeof text === 'string');
  const [text] = texts.filter((each) => each.trim() !== '');
  const inner = INNER.map((key) => error.get(key)).filter(
    (one) => one !== text && (text === undefined || typeof one === 'object'),
  );
  const own = text === undefined ? [] : [[fieldOf(error), text].filter(Boolean).join(': ')];
  const found = [...own, ...inner.flatMap((one) => messagesIn(one, depth - 1))];
  return found.length > 0 ? found : byField(error, depth);
}

function fieldOf(error: ReadonlyMap<string, unknown>): string {
  const source = error.get('source'); // JSON:API
  const place = FIELDS.map((key) => error.get(key)).find((field) => field !== undefined);
  if (Array.isArray(place)) return place.filter((part) => typeof part !== 'object').join('.');
  if (typeof place === 'string') return place;
  return typeof source === 'object' && source !== null && 'pointer' in source
    ? String(source.pointer)
    : '';
}

/** `{ amount: ['must be positive'] }` */
const byField = (error: ReadonlyMap<string, unknown>, depth: number): string[] =>
  [...error]
    .slice(0, MOST)
    .flatMap(([field, value]) =>
      Array.isArray(value) ? messagesIn(value, depth - 1).map((text) => `${field}: ${text}`) : [],
    );
