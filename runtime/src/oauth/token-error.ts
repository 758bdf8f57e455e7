import { errorMessages } from '../api/error/api-words.js';
import { isRateLimit } from '../api/error/rate-limit.js';
import { isObject } from '../utils/is-object.js';

/**
 * Codes, in lower case, with which services refuse a refresh token that has ended, beside
 * `invalid_grant`. A code that has another meaning elsewhere belongs in `quirks.endedErrors` of its
 * service.
 */
const ENDED_CODES: ReadonlySet<string> = new Set([
  // The user must act (OpenID Connect Core 1.0 section 3.1.2.6); Microsoft refuses a refresh with
  // these codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
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

/**
 * Sentences for an ended refresh token: "refresh_token is invalid" (Atlassian, with
 * `unauthorized_client`), "expired access/refresh token" (Salesforce).
 */
const ENDED_WORDS = [
  /\brefresh[ _-]?token\b.{0,40}\b(?:invalid|expired|revoked|unknown|inactive|not (?:valid|found|active|exist)|no longer)\b/i,
  /\b(?:invalid|expired|revoked|unknown|inactive)\b.{0,20}\brefresh[ _-]?token\b/i,
];

/** Codes, in lower case, for a client that the service does not know, or for its secret. */
const CLIENT_CODES: ReadonlySet<string> = new Set([
  'invalid_client',
  'incorrect_client_credentials', // GitHub: https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
  'bad_client_id', // HubSpot
  'bad_client_secret', // HubSpot, and Slack: https://docs.slack.dev/reference/methods/oauth.v2.access
  'invalid_client_id', // Slack
  'invalid_client_secret', // Zoho
]);

/** Members that contain a code, in the body and in the errors in it. */
const CODE_MEMBERS = [
  'error',
  'code',
  'type',
  'errorType',
  'errorCode',
  'error_code',
  'status',
] as const;

/**
 * Returns the failure that a token endpoint reports: a code of RFC 6749 section 5.2, or the
 * service's own code if it is none of them; undefined if it reports none.
 * @param endedErrors lists the service's codes for an ended grant and a used code
 */
export function tokenError(
  body: Readonly<Record<string, unknown>>,
  { endedErrors, isRefresh }: { endedErrors: readonly string[]; isRefresh: boolean },
): string | undefined {
  const codes = [body, body.error, body.errors].flat().flatMap(codesOf);
  const lowerCodes = codes.map((code) => code.toLowerCase());
  const sentences = errorMessages(JSON.stringify(body), 'application/json');
  if (lowerCodes.some((code) => CLIENT_CODES.has(code))) return 'invalid_client';
  if (codes.some((code) => endedErrors.includes(code)) || lowerCodes.includes('invalid_grant'))
    return 'invalid_grant';
  if (isRateLimit([...codes, ...sentences].join('; '))) return 'slow_down';
  const isEnded =
    lowerCodes.some((code) => ENDED_CODES.has(code)) ||
    ENDED_WORDS.some((pattern) => sentences.some((sentence) => pattern.test(sentence)));
  return isRefresh && isEnded ? 'invalid_grant' : codes[0];
}

const codesOf = (value: unknown): string[] =>
  (isObject(value) ? CODE_MEMBERS.map((name) => value[name]) : []).flatMap((code) =>
    (typeof code === 'string' && code !== '') || typeof code === 'number' ? String(code) : [],
  );
