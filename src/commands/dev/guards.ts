import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is refused, also one for a static file: DNS rebinding, and pages of other origins. */
export function refusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const { host = '', origin, 'sec-fetch-site': site = '', 'sec-fetch-mode': mode } = headers;
  if (!own.includes(host.toLowerCase())) return 'Invalid Host header.';
  if (origin !== undefined && !own.includes(origin.replace(/^http:\/\//, '')))
    return 'Invalid Origin header.';
  if (['cross-site', 'same-site'].includes(site) && mode !== 'navigate')
    return 'Cross-site request.';
  return undefined;
}

/** Whether a request of the page has the token, which only the terminal shows. */
export function isAuthorized({ authorization = '' }: IncomingHttpHeaders, token: string): boolean {
  const given = Buffer.from(authorization.replace(/^Bearer /, ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The page is static and holds no data; it runs its own scripts only. */
export const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
