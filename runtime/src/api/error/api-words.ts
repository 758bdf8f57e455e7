/** Longer bodies are not error messages. */
const LONGEST_BODY = 100_000;
/** Messages in one body, such as those of several fields. */
const MOST = 3;
const DEPTH = 7;

/** The text of an error: RFC 9457 (`detail`, `title`), OAuth, JSON:API, GraphQL, and what many APIs send. */
const TEXTS = [
  'detail',
  'Detail',
  'message',
  'error_description',
  'error_message',
  'error_summary',
  'errorMessage',
  'errorSummary',
  'errmsg',
  'Message',
  'msg',
  'reason',
  'faultstring',
  'description',
  'title',
  'info',
];
/** Errors within an error. */
const INNER = [
  'error',
  'errors',
  'fault',
  'Fault',
  'Error',
  'errorCauses',
  'message',
  'detail',
  'details',
  'Elements',
  'ValidationErrors',
  'validationErrors',
  'validation_errors',
  'fields',
  'fieldErrors',
  'field_errors',
  'invalid-params',
  'violations',
  'fieldViolations',
  'errorMessages',
];
/** The argument that an error is about. */
const FIELDS = [
  'field',
  'param',
  'pointer',
  'parameter',
  'property',
  'path',
  'loc',
  'element',
  'name',
];

/** The same in XML, such as that of S3 and SOAP. */
const XML_TEXT =
  /<(?:\w+:)?(?:message|faultstring|detail|errorMessage|error_description)(?:\s[^<>]*)?>([^<]+)</gi;

/** What the body of an error response says, as the API wrote it; empty where it has no known form. */
export function apiWords(body: string, type: string): string[] {
  if (body.length > LONGEST_BODY) return [];
  return [...new Set(wordsIn(body, type))].slice(0, MOST);
}

/** The same, and all of a short body that has no known form. */
export function wordsOrBody(body: string, type: string): string[] {
  const words = apiWords(body, type);
  return words.length > 0 || isEmpty(body) || !isShortText(body, type) ? words : [body.trim()];
}

/** Without a word, JSON says nothing. */
const isEmpty = (body: string): boolean =>
  !/\p{L}/u.test(body.replace(/\b(?:null|true|false)\b/g, ''));

/** Web pages are those of proxies. */
const isShortText = (body: string, type: string): boolean =>
  body.length <= LONGEST_TEXT &&
  !/\bhtml\b/i.test(type) &&
  !/^\s*<(?:!doctype|html)\b/i.test(body) &&
  !/[\0\uFFFD]/.test(body);

const LONGEST_TEXT = 1000;

/** JSON, or the texts in XML; other text as it is. Nothing of a long body, which is not an error message. */
export function parsedBody(body: string): unknown {
  if (body.length > LONGEST_BODY) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return [body.trim(), ...[...body.matchAll(/>([^<>]+)</g)].map(([, text]) => text)];
  }
}

function wordsIn(body: string, type: string): string[] {
  if (/[/+]xml\b/i.test(type)) return [...body.matchAll(XML_TEXT)].map(([, text = '']) => text);
  try {
    return messagesIn(JSON.parse(body), DEPTH);
  } catch {
    return [];
  }
}

/** @param isError the value is within an error, so that its texts belong to it whatever their keys are */
function messagesIn(value: unknown, depth: number, isError = false): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.slice(0, MOST).flatMap((item) => messagesIn(item, depth - 1, isError));
  const error = new Map<string, unknown>(Object.entries(value));
  const texts = TEXTS.map((key) => error.get(key)).filter((text) => typeof text === 'string');
  const [text] = texts.filter((each) => each.trim() !== '');
  const inner = INNER.map((key) => error.get(key)).filter(
    (one) => one !== text && (text === undefined || typeof one === 'object'),
  );
  const sentences = [
    ...(text === undefined ? [] : [about(fieldOf(error), text)]),
    ...inner.flatMap((one) => messagesIn(one, depth - 1, true)),
  ];
  if (sentences.length > 0) return sentences;
  const code = error.get('code');
  return isError && typeof code === 'string'
    ? [about(fieldOf(error), code)]
    : byField(error, depth, isError);
}

const about = (field: string, text: string) => (field === '' ? text : `${field}: ${text}`);

function fieldOf(error: ReadonlyMap<string, unknown>): string {
  const source = error.get('source'); // JSON:API
  const place = FIELDS.map((key) => error.get(key)).find((field) => field !== undefined);
  if (Array.isArray(place)) return place.filter((part) => typeof part !== 'object').join('.');
  if (typeof place === 'string') return place;
  return typeof source === 'object' && source !== null && 'pointer' in source
    ? String(source.pointer)
    : '';
}

/** `{ amount: ['must be positive'] }`; within an error also `{ amount: 'must be positive' }` and deeper ones. */
const byField = (error: ReadonlyMap<string, unknown>, depth: number, isError: boolean): string[] =>
  [...error].slice(0, MOST).flatMap(([field, value]) =>
    isError || Array.isArray(value)
      ? messagesIn(value, depth - 1, isError).map(
          (text) => about(field.startsWith('_') ? '' : field, text), // such as `_errors`
        )
      : [],
  );
