import { waitIn } from '../../api/error/rate-limit.js';
import { withoutSecrets } from '../../project/without-secrets.js';
import { isObject } from '../../utils/is-object.js';
import { truncate } from '../../utils/truncate.js';
import { FAULTS, ModelError, type ModelFault } from '../model.js';

/** HTTP statuses of errors within a stream, by the error type or code of the services. */
const STATUS: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  invalid_api_key: 401,
  insufficient_quota: 402,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  api_error: 500,
  server_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

const QUOTA =
  /insufficient[ _](?:quota|credit|balance|fund)|\bquota\b.{0,40}\bexceed|\bexceed.{0,40}\b(?:quota|budget)|\bbudget\b.{0,40}\b(?:exceed|exhaust)|credit balance|more credits|out of (?:credits|quota)|payment required|\b(?:balance|account).{0,30}\b(?:too low|not enough|arrears|suspended)|billing[ _](?:hard[ _]limit|not active)/i;
const TOO_LONG =
  /context.{0,3}(?:length|window|size)|maximum (?:context|number of tokens|input)|too many (?:input |prompt )?tokens|(?:prompt|input|request|conversation|messages?)\b.{0,40}\btoo (?:long|large)|token(?:s| count).{0,60}exceed|exceeds?.{0,60}\b(?:tokens?|context)|reduce the length|tokens? must be reduced|string_above_max_length.{0,40}messages/i;
/** Matches a refusal of the key. It may quote the key, so its text is not shown. */
const KEY =
  /\bapi[ _-]?key\b.{0,40}\b(?:valid|invalid|incorrect|expired|wrong|missing|not)|\b(?:invalid|incorrect|missing|expired)\b.{0,20}\b(?:api[ _-]?key|credentials|token)\b/i;

const MAX_REASON_LENGTH = 300;

/** Returns the error of a response. @param secrets are removed from its message */
export function responseFailure(
  status: number,
  body: unknown,
  secrets: readonly string[],
): ModelError {
  const { text, code } = errorReason(body);
  const reason = truncate(withoutSecrets(text, secrets).trim(), MAX_REASON_LENGTH);
  const fault = faultOf(status, `${code} ${text}`);
  const sentence = FAULTS[fault].replace(/\.$/, '');
  const statusText =
    status === 200 || fault === 'quota' || fault === 'limited' ? '' : ` (status ${status})`;
  const isShown = fault !== 'unauthorized' && reason !== '';
  return new ModelError(
    fault,
    isShown ? `${sentence}${statusText}: ${reason}` : `${sentence}${statusText}.`,
    {
      reason: isShown ? reason : '',
    },
  );
}

function faultOf(status: number, words: string): ModelFault {
  if (status === 401 || ([400, 403].includes(status) && KEY.test(words))) return 'unauthorized';
  if (status === 402 || words.includes('insufficient_quota')) return 'quota';
  // Some services describe a temporary limit with the same words.
  if (QUOTA.test(words) && waitIn(words) === undefined && status < 500) return 'quota';
  if (status === 413 || (status !== 401 && TOO_LONG.test(words))) return 'too-long';
  if (status === 403 || status === 451) return 'forbidden';
  if (status === 429) return 'limited';
  return status >= 500 || status === 408 || status === 425 ? 'unavailable' : 'rejected';
}

/** Returns the status of an error within a stream; the status of the response if the error has none. */
export function errorStatus(error: unknown, status: number): number {
  if (!isObject(error)) return status;
  for (const key of ['code', 'status', 'type']) {
    const value = error[key];
    const number = Number(value);
    if (number >= 400 && number < 600) return number;
    const statusByName = typeof value === 'string' ? STATUS[value.toLowerCase()] : undefined;
    if (statusByName !== undefined) return statusByName;
  }
  return status;
}

/** Returns the text and code of an error, in the formats of services, relays and frameworks. */
function errorReason(body: unknown): { text: string; code: string } {
  if (typeof body === 'string') return { text: /^\s*</.test(body) ? 'a web page' : body, code: '' };
  if (Array.isArray(body)) return errorReason(body[0]); // Gemini
  if (!isObject(body)) return { text: '', code: '' };
  if (isObject(body.error)) return errorReason(body.error);
  const { message, error, detail, msg, metadata } = body;
  if (isObject(message)) return errorReason(message); // vLLM, Mistral
  const [first] = Array.isArray(detail) ? (detail as unknown[]) : [];
  const problem = isObject(first) ? [[first.loc].flat().join('.'), first.msg].join(': ') : first;
  const text = [message, error, detail, msg, problem].find(
    (candidate) => typeof candidate === 'string' && candidate !== '',
  );
  const raw = isObject(metadata) && typeof metadata.raw === 'string' ? `: ${metadata.raw}` : '';
  const code = [body.code, body.type, body.status].filter((value) => typeof value === 'string');
  return {
    text: `${typeof text === 'string' ? text : JSON.stringify(body)}${raw}`,
    code: code.join(' '),
  };
}
