import { isLoopback } from '../utils/addresses.js';

/**
 * Schemes of apps, such as `cursor:`, open the app, and every app has its own (RFC 8252 section 7.1), so only what must not be
 * one is listed: schemes that run or show what the address contains, or that open a part of the system, a shared folder, a
 * mail program or a shop. From the IANA registry of URI schemes, the list of schemes that Chromium never passes on
 * (`external_protocol_handler.cc`), and the schemes that Windows ("Reserved URI scheme names") and macOS reserve.
 */
const REFUSED = new RegExp(
  `^(?:${[
    'javascript|vbscript|livescript|mocha|data|blob|filesystem|about|view-source|jar|wyciwyg|resource|cid|mid|mhtml|feed|feeds',
    '(?:chrome|moz|edge|opera|brave|vivaldi|safari|devtools|microsoft-edge)(?:-[a-z-]+)?|iefile|ie\\.http|googlechromes?|firefox|read',
    'file|disks?|afp|smb|cifs|nfs|webdavs?|davs?|ldaps?|ldapi|wss?|ftps?|ftpes|sftp|tftp|scp|ssh|telnet|tn3270|rlogin|gopher|nntp|news|snews|vnc|rdp|git|svn|magnet|rtspu?|rtmp|mms|irc[6s]?|xmpp',
    'ms(?:-[a-z0-9.-]+)?|msdt|search|search-ms|shell|hcp|mk|its|res|callto|help|ms-?help|vnd\\.ms\\..+|onenote|wmp[a-z0-9]*|calculator|bingmaps|windowsdefender|tsws|jnlps?|steam',
    'itms(?:-[a-z]+)?|macappstores?|x-apple.*|x-man-page|x-help.*|applescript|prefs|app-prefs|shortcuts|workflow|facetime(?:-[a-z]+)?|imessage|webcal|maps',
    'intent|android-app|market|content|mailto|tel|sms|smsto|mmsto|sips?|bitcoin|web\\+.+|urn|tag|dns|geo',
  ].join('|')}):`,
  'i',
);
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
export const isRegistered = (registered: readonly string[], uri: string): boolean =>
  registered.some((one) => one === uri || isSameButPort(one, uri));

function isSameButPort(registered: string, uri: string): boolean {
  if (!isRedirectUri(uri)) return false;
  const [one, other] = [new URL(registered), new URL(uri)];
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
