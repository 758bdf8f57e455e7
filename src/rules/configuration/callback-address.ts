import { defineRule } from '../define.js';
import { portOf } from './documents/ports.js';
import { textAt } from './documents/scalars.js';

const PATH = '/auth/callback';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export default defineRule({
  severity: 'error',
  summary:
    '"callback_url" is an https or loopback URL that ends in "/auth/callback" and has the port of the sign-in server.',
  why: 'The authorization server sends the authorization code to this URL. With any other URL, sign-in fails or the code is exposed.',
  source: {
    text: 'RFC 8252, section 7.3; MCP specification, Authorization: redirect URIs are localhost or HTTPS.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#communication-security',
  },
  on: 'project',
  check({ documents: { config } }, report) {
    if (!config) return;
    const providers = config.entries('providers');
    const taken = new Set(providers.map(({ key }) => portOf(config, key)?.port));
    for (const { key } of providers) {
      const found = textAt(config, 'providers', key, 'callback_url');
      if (!found) continue;
      const own = portOf(config, key);
      const complaint = complaintAbout(found.text, own?.port);
      if (!complaint) continue;
      const { asked, ...words } = complaint;
      report({
        at: found.at,
        ...words,
        provider: key,
        // The URL is registered at the service, the port is not.
        ...(own &&
          asked !== undefined &&
          !taken.has(asked) && { fix: [{ at: own.at, text: String(asked) }] }),
      });
    }
  },
});

interface Complaint {
  message: string;
  hint: string;
  /** The port of the URL, where the entry has another one. */
  asked?: number;
}

function complaintAbout(text: string, port: number | undefined): Complaint | undefined {
  // "contract/config-entry" reports text that is not a URL.
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLocal = url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (!isLocal && url.protocol !== 'https:') {
    return {
      message: `The callback URL "${text}" is neither https nor a loopback address.`,
      hint: 'Use https, or a loopback address such as "http://127.0.0.1:8710/auth/callback".',
    };
  }
  if (!url.pathname.endsWith(PATH)) {
    return {
      message: `The path of the callback URL is "${url.pathname}", not "${PATH}".`,
      hint: `Use a URL that ends in "${PATH}", here and in the registration of the client.`,
    };
  }
  if (url.hash !== '' || url.username !== '') {
    return {
      message: `The callback URL "${text}" has a user name or a fragment, which authorization servers reject.`,
      hint: 'Remove the part before "@" and the part after "#".',
    };
  }
  const asked = Number(url.port || 80);
  if (!isLocal || asked === port) return undefined;
  return {
    message:
      port === undefined
        ? `The callback URL has port ${asked}, but the sign-in server uses any free port.`
        : `The callback URL has port ${asked}, but the sign-in server listens on port ${port}.`,
    asked,
    hint: `Set "port: ${asked}", or change the callback URL here and in the registration of the client.`,
  };
}
