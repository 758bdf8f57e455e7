import { valuesIn } from '../dotted-path.js';
import { parseBody } from './api-words.js';

/** Statuses, and texts in bodies, with which an API refuses an expired access token. */
export type ExpiredTokens = readonly (number | string)[];

/** Statuses besides 401 that have no other meaning. */
const EXPIRED_STATUSES: ReadonlySet<number> = new Set([
  440, // Internet Information Services, "Login Time-out": https://learn.microsoft.com/exchange/client-developer/exchange-web-services
  498, // ArcGIS, "Invalid Token": https://developers.arcgis.com/rest/services-reference/enterprise/error-codes/
]);

/** Rows of values that occur together in a body, with any status. */
const EXPIRED_VALUES: readonly (readonly (number | string)[])[] = [
  ['Bad_OAuth_Token'], // Salesforce, with status 403: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm
  // Amazon Selling Partner API, with status 403: https://developer-docs.amazon.com/sp-api/docs/sp-api-errors-faq
  ['The access token you provided has expired.'],
  ['The access token you provided is revoked, malformed or invalid.'],
  ['OAuthException', 190], // Meta, with status 400: https://developers.facebook.com/docs/graph-api/guides/error-handling
  [498, 'Invalid token.'], // ArcGIS, with the status of success
  ['expired_token'], // Fitbit: https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-messages/
  ['ACCESS_TOKEN_EXPIRED'], // Google: https://docs.cloud.google.com/service-infrastructure/docs/service-control/reference/rpc/google.api#errorreason
];

/** Error code of RFC 6750 section 3.1; the status does not matter. */
const INVALID_TOKEN = /\berror\s*=\s*"?invalid_token\b/i;

/** Returns whether a response refuses the access token. @param apiValues signs of this API, besides the general ones */
export function isExpiredToken(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  apiValues: ExpiredTokens = [],
): boolean {
  if (status >= 500) return false;
  if (status >= 400 && INVALID_TOKEN.test(headers.get('www-authenticate') ?? '')) return true;
  if (EXPIRED_STATUSES.has(status) || apiValues.includes(status)) return true;
  const values = valuesIn(parseBody(body));
  const texts = apiValues.filter((value) => typeof value === 'string').map((text) => [text]);
  return [...EXPIRED_VALUES, ...texts].some((row) => row.every((value) => values.has(value)));
}
