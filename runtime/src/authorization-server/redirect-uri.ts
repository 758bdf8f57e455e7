import { isLoopback } from '../utils/addresses.js';

/** Schemes of apps, such as `cursor:`, open the app; these run or show what the address contains, or open another app. */
const REFUSED =
  /^(?:javascript|data|vbscript|file|blob|filesystem|view-source|about|wss?|ftp|intent):/i;
const MOST_CHARACTERS = 2_000;

/** https, http on the user's machine (RFC 8252 section 7.3), or the scheme of an app (section 7.1). Headers have ASCII only. */
export function isRedirectUri(text: string): boolean {
  if (text.length > MOST_CHARACTERS || !/^[a-z][a-z0-9+.-]*:\/[!-~]*$/i.test(text)) return false;
  if (/[#\\<>"]/.test(text) || REFUSED.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username + password !== '') return false;
  if (/^https?:$/.test(protocol) && !/^https?:\/\/[^/]/i.test(text)) return false;
  return protocol !== 'http:' || isLoopback(hostname);
}

/** Exactly one of those that are registered; the port of a loopback address is any (RFC 8252 section 7.3). */
export const isRegistered = (registered: readonly string[], given: string): boolean =>
  registered.some((own) => own === given || isSameButPort(own, given));

function isSameButPort(own: string, given: string): boolean {
  if (!isRedirectUri(given)) return false;
  const [one, other] = [new URL(own), new URL(given)];
  if (one.protocol !== 'http:' || !isLoopback(one.hostname)) return false;
  for (const url of [one, other]) url.port = '';
  return one.href === other.href;
}

/** Adds parameters. What the address has is kept to the letter (RFC 6749 section 3.1.2). */
export function withParameters(uri: string, parameters: Record<string, string>): string {
  const [, query] = /\?(.*)$/.exec(uri) ?? [];
  const separator = query === undefined ? '?' : query === '' || query.endsWith('&') ? '' : '&';
  return uri + separator + new URLSearchParams(parameters).toString();
}

/** Where a redirect URI leads, in words for the user. */
export function redirectDestination(uri: string): string {
  const { protocol, host } = new URL(uri);
  if (protocol === 'https:') return host;
  if (protocol === 'http:') return 'a program on your computer';
  return `an app on your device (${protocol}${host === '' ? '' : `//${host}`})`;
}
