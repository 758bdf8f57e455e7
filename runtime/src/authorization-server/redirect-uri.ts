import { isLoopback } from '../utils/addresses.js';

/**
 * Refused schemes of redirect URIs. A scheme such as `cursor:` opens an app, and every app has its
 * own (RFC 8252 section 7.1), so only forbidden schemes are listed: those that run or show content
 * of the URL, or open a part of the system, a shared folder, a mail program or a shop. Sources: the
 * IANA registry of URI schemes, the schemes that Chromium never passes on
 * (`external_protocol_handler.cc`), and those that Windows ("Reserved URI scheme names") and macOS
 * reserve.
 */
const REFUSED_SCHEME = new RegExp(
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
const MAX_LENGTH = 2_000;

/**
 * Returns whether a text is a redirect URI: https, http on the user's machine (RFC 8252 section
 * 7.3), or the scheme of an app (section 7.1). It must be ASCII, because it is sent in headers.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > MAX_LENGTH || !/^[a-z][a-z0-9+.-]*:\/[!-~]*$/i.test(text)) return false;
  if (/[#\\<>"]/.test(text) || REFUSED_SCHEME.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username + password !== '') return false;
  if (/^https?:$/.test(protocol) && !/^https?:\/\/[^/]/i.test(text)) return false;
  return protocol !== 'http:' || isLoopback(hostname);
}

/**
 * Returns whether a redirect URI equals a registered one; the port of a loopback address may differ
 * (RFC 8252 section 7.3).
 */
export const isRegisteredRedirectUri = (registeredUris: readonly string[], uri: string): boolean =>
  registeredUris.some(
    (registeredUri) => registeredUri === uri || differsOnlyInPort(registeredUri, uri),
  );

function differsOnlyInPort(registeredUri: string, uri: string): boolean {
  if (!isRedirectUri(uri)) return false;
  const [registeredUrl, actualUrl] = [new URL(registeredUri), new URL(uri)];
  if (registeredUrl.protocol !== 'http:' || !isLoopback(registeredUrl.hostname)) return false;
  for (const url of [registeredUrl, actualUrl]) url.port = '';
  return registeredUrl.href === actualUrl.href;
}

/** Adds query parameters; the original URI stays unchanged (RFC 6749 section 3.1.2). */
export function withParameters(uri: string, parameters: Record<string, string>): string {
  const [, query] = /\?(.*)$/.exec(uri) ?? [];
  const separator = query === undefined ? '?' : query === '' || query.endsWith('&') ? '' : '&';
  return uri + separator + new URLSearchParams(parameters).toString();
}

/** Returns the description of a redirect URI for the user. */
export function redirectDestination(uri: string): string {
  const { protocol, host } = new URL(uri);
  if (protocol === 'https:') return host;
  if (protocol === 'http:') return 'a program on your computer';
  return `an app on your device (${protocol}${host === '' ? '' : `//${host}`})`;
}
