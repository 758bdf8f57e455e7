import { isSafeUrl } from '../../../runtime/src/utils/addresses.js';
import { shownUrl } from '../../model/shown-url.js';
import { HTTP_SSE_FIX, HTTP_SSE_FOUND, isHttpSseStatus, usesHttpSse } from '../http-sse.js';
import { type Reply, replyJson } from './ask.js';
import type { FindingCollector, HopReporter } from './finding.js';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'mcp-provider doctor', version: '1' },
  },
};

/** Error codes of Node.js about certificates and handshakes. */
const TLS = /CERT|TLS|SSL|ALTNAME|VERIFY|EPROTO/;

/**
 * Checks address, TLS and status. Returns the headers of the 401 of a server that requires a token;
 * undefined if it is open.
 */
export async function checkServer(
  url: URL,
  findings: FindingCollector,
): Promise<Headers | undefined> {
  const step: HopReporter = findings.at('address');
  if (!isSafeUrl(url.href))
    step.fail(
      `"${url.origin}" is not encrypted.`,
      'Serve it with https. Clients accept http on loopback addresses only.',
    );
  const reply = await findings.ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(INITIALIZE),
  });
  if ('code' in reply) {
    const { code } = reply;
    if (TLS.test(code))
      findings.at('TLS').fail(`The TLS connection fails (${code}).`, tlsFix(code));
    return step.fail(
      `"${url.href}" does not respond (${code}).`,
      'Check the host name and the port, that the server runs, and firewalls.',
    );
  }
  if (url.protocol === 'https:') findings.at('TLS').ok('The certificate is valid.');
  if (isHttpSseStatus(reply.status) && (await usesHttpSse(url)))
    step.fail(HTTP_SSE_FOUND, HTTP_SSE_FIX);
  return checkStatus(url, reply, findings);
}

function tlsFix(code: string): string {
  if (code.includes('EXPIRED')) return 'Replace the expired certificate.';
  if (code.includes('ALTNAME')) return 'Use a certificate that names this host.';
  if (/SELF_SIGNED|UNABLE_TO/.test(code))
    return 'Use a certificate of a public authority, and send the intermediate certificates, too.';
  return 'Check that the port serves TLS, and its certificate.';
}

function checkStatus(url: URL, reply: Reply, findings: FindingCollector): Headers | undefined {
  const step: HopReporter = findings.at('address');
  const { status, headers } = reply;
  if (status >= 300 && status < 400) {
    const redirectLocation = headers.get('location') ?? '';
    const nextUrl = shownUrl(
      URL.canParse(redirectLocation, url.href)
        ? new URL(redirectLocation, url).href
        : redirectLocation,
    );
    step.fail(
      `"${url.href}" redirects to "${nextUrl}". Clients do not send a token after a redirect.`,
      `Configure clients with "${nextUrl}", and use it as "resource", too.`,
    );
  }
  if (status === 404 || status === 405)
    step.fail(
      `"${url.href}" has status ${status}: it is not an MCP endpoint.`,
      'Check the path; for most servers it is "/mcp".',
    );
  if (status >= 500)
    step.fail(
      `"${url.href}" has status ${status}.`,
      'Check the log of the server, and the proxy before it.',
    );
  if (status === 403)
    findings
      .at('challenge')
      .fail(
        'A request without a token has status 403.',
        'Respond with 401 and WWW-Authenticate, which starts a sign-in (RFC 6750 section 3). If a check of Host or Origin causes it, allow this host.',
      );
  if (status === 401) {
    step.ok('The server responds, and requires a token.');
    return headers;
  }
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream && replyJson(reply) === undefined)
    step.fail(
      `"${url.href}" has status ${status} and no JSON-RPC response.`,
      'Check the path, and what is in front of the server.',
    );
  step.ok('The server responds without sign-in.');
  return undefined;
}
