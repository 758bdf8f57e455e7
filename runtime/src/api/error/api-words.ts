/** Longest body of an error message. */
const MAX_BODY_LENGTH = 100_000;
/** Most messages of one body, such as those of several fields. */
const MAX_MESSAGES = 3;
const MAX_DEPTH = 7;

/** Keys of error texts: RFC 9457 (`detail`, `title`), OAuth, JSON:API, GraphQL, and those of many APIs. */
const TEXT_KEYS = [
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
/** Keys of errors within an error. */
const NESTED_KEYS = [
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
/** Keys of the argument that an error is about. */
const FIELD_KEYS = [
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

/** Error texts in XML, such as that of S3 and SOAP. */
const XML_TEXT =
  /<(?:\w+:)?(?:message|faultstring|detail|errorMessage|error_description)(?:\s[^<>]*)?>([^<]+)</gi;

/** Returns the messages of an error response, as the API wrote them; empty if their format is unknown. */
export function errorMessages(body: string, type: string): string[] {
  if (body.length > MAX_BODY_LENGTH) return [];
  return [...new Set(messagesInBody(body, type))].slice(0, MAX_MESSAGES);
}

/** Returns the messages of an error response, or the text of a short body whose format is unknown. */
export function messagesOrBody(body: string, type: string): string[] {
  const words = errorMessages(body, type);
  return words.length > 0 || hasNoWords(body) || !isShortText(body, type) ? words : [body.trim()];
}

/** Returns whether a body has no words apart from JSON constants. */
const hasNoWords = (body: string): boolean =>
  !/\p{L}/u.test(body.replace(/\b(?:null|true|false)\b/g, ''));

const MAX_TEXT_LENGTH = 1000;

/** Returns whether a body is short text and not a web page, which comes from a proxy. */
const isShortText = (body: string, type: string): boolean =>
  body.length <= MAX_TEXT_LENGTH &&
  !/\bhtml\b/i.test(type) &&
  !/^\s*<(?:!doctype|html)\b/i.test(body) &&
  !/[\0\uFFFD]/.test(body);

/**
 * Parses the body as JSON, or its text and the texts in its XML; undefined for a long body, which
 * is not an error message.
 */
export function parseBody(body: string): unknown {
  if (body.length > MAX_BODY_LENGTH) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return [body.trim(), ...[...body.matchAll(/>([^<>]+)</g)].map(([, text]) => text)];
  }
}

function messagesInBody(body: string, type: string): string[] {
  if (/[/+]xml\b/i.test(type)) return [...body.matchAll(XML_TEXT)].map(([, text = '']) => text);
  try {
    return messagesIn(JSON.parse(body), MAX_DEPTH);
  } catch {
    return [];
  }
}

/** @param isError whether the value is within an error, so that its texts belong to it whatever their keys are */
function messagesIn(value: unknown, depth: number, isError = false): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.slice(0, MAX_MESSAGES).flatMap((item) => messagesIn(item, depth - 1, isError));
  const error = new Map<string, unknown>(Object.entries(value));
  const texts = TEXT_KEYS.map((key) => error.get(key)).filter((text) => typeof text === 'string');
  const [text] = texts.filter((candidate) => candidate.trim() !== '');
  const nestedErrors = NESTED_KEYS.map((key) => error.get(key)).filter(
    (detail) => detail !== text && (text === undefined || typeof detail === 'object'),
  );
  const sentences = [
    ...(text === undefined ? [] : [withField(fieldOf(error), text)]),
    ...nestedErrors.flatMap((nestedError) => messagesIn(nestedError, depth - 1, true)),
  ];
  if (sentences.length > 0) return sentences;
  const code = error.get('code');
  return isError && typeof code === 'string'
    ? [withField(fieldOf(error), code)]
    : messagesByField(error, depth, isError);
}

const withField = (field: string, text: string) => (field === '' ? text : `${field}: ${text}`);

function fieldOf(error: ReadonlyMap<string, unknown>): string {
  const source = error.get('source'); // JSON:API
  const fieldPath = FIELD_KEYS.map((key) => error.get(key)).find((field) => field !== undefined);
  if (Array.isArray(fieldPath))
    return fieldPath.filter((part) => typeof part !== 'object').join('.');
  if (typeof fieldPath === 'string') return fieldPath;
  return typeof source === 'object' && source !== null && 'pointer' in source
    ? String(source.pointer)
    : '';
}

/**
 * Returns messages by field: `{ amount: ['must be positive'] }`; within an error also `{ amount:
 * 'must be positive' }` and deeper ones.
 */
const messagesByField = (
  error: ReadonlyMap<string, unknown>,
  depth: number,
  isError: boolean,
): string[] =>
  [...error].slice(0, MAX_MESSAGES).flatMap(([field, value]) =>
    isError || Array.isArray(value)
      ? messagesIn(value, depth - 1, isError).map(
          (text) => withField(field.startsWith('_') ? '' : field, text), // such as `_errors`
        )
      : [],
  );
