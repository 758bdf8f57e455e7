import { apiWords } from '../api/error/api-words.js';
import { isRateLimit } from '../api/error/rate-limit.js';
import { isObject } from '../utils/is-object.js';

/**
 * Codes, in lower case, with which services refuse a refresh token that has ended, beside `invalid_grant`. A code that has
 * another meaning elsewhere belongs into `quirks.endedErrors` of its service.
 */
const ENDED: ReadonlySet<string> = new Set([
  // A person has to act (OpenID Connect Core 1.0 section 3.1.2.6); Microsoft refuses a refresh with them:
  // https://learn.microsoft.com/entra/identity-platform/reference-error-codes
  'interaction_required',
  'login_required',
  'consent_required',
  'account_selection_required',
  // RFC 6750 section 3.1; Spring Security refuses a refresh token with it, with status 401.
  'invalid_token',
  'expired_token', // Fitbit: https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-messages/
  // HubSpot: https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
  'bad_refresh_token',
  'invalid_refresh_token',
  'invalid_code', // Zoho: https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html
  // Meta: https://developers.facebook.com/docs/graph-api/guides/error-handling
  '190',
]);

/** The same in sentences: "refresh_token is invalid" (Atlassian, with `unauthorized_client`), "expired access/refresh token" (Salesforce). */
const ENDED_WORDS = [
  /\brefresh[ _-]?token\b.{0,40}\b(?:invalid|expired|revoked|unknown|inactive|not (?:valid|found|active|exist)|no longer)\b/i,
  /\b(?:invalid|expired|revoked|unknown|inactive)\b.{0,20}\brefresh[ _-]?token\b/i,
];

/** Codes, in lower case, for a client that the service does not know, or for its secret. */
const CLIENT: ReadonlySet<string> = new Set([
  'invalid_client',
  'incorrect_client_credentials', // GitHub: https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
  'bad_client_id', // HubSpot
  'bad_client_secret', // HubSpot, and Slack: https://docs.slack.dev/reference/methods/oauth.v2.access
  'invalid_client_id', // Slack
  'invalid_client_secret', // Zoho
]);

/** The members with a code, of the body and of the errors in it. */
const CODES = ['error', 'code', 'type', 'errorType', 'errorCode', 'error_code', 'status'] as const;

/**
 * What a token endpoint says of a failure, as a code of RFC 6749 section 5.2, or of the service where it is none of them;
 * undefined where it says nothing.
 * @param endedErrors of the service, for an ended grant and a used code
 */
export function tokenError(
  body: Readonly<Record<string, unknown>>,
  { endedErrors, isRefresh }: { endedErrors: readonly string[]; isRefresh: boolean },
): string | undefined {
  const codes = [body, body.error, body.errors].flat().flatMap(codesOf);
  const lower = codes.map((code) => code.toLowerCase());
  const sentences = apiWords(JSON.stringify(body), 'application/json');
  if (lower.some((code) => CLIENT.has(code))) return 'invalid_client';
  if (codes.some((code) => endedErrors.includes(code)) || lower.includes('invalid_grant'))
    return 'invalid_grant';
  if (isRateLimit([...codes, ...sentences].join('; '))) return 'slow_down';
  const isEnded =
    lower.some((code) => ENDED.has(code)) ||
    ENDED_WORDS.some((pattern) => sentences.some((sentence) => pattern.test(sentence)));
  return isRefresh && isEnded ? 'invalid_grant' : codes[0];
}

const codesOf = (value: unknown): string[] =>
  (isObject(value) ? CODES.map((name) => value[name]) : []).flatMap((code) =>
    (typeof code === 'string' && code !== '') || typeof code === 'number' ? String(code) : [],
  );
