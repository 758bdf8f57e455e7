import { objectOrUndefined, replyJson } from './ask.js';
import { type AuthorizationServer, authorizationUrl } from './authorization-server.js';
import type { FindingCollector, HopReporter } from './finding.js';
import type { ResourceFacts } from './resource.js';

/** Clients that are websites, as their documentation describes them. */
const HOSTS = {
  claude: {
    name: 'claude.ai',
    callback: 'https://claude.ai/api/mcp/auth_callback',
    document: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  },
  chatgpt: {
    name: 'ChatGPT',
    callback: 'https://chatgpt.com/connector_platform_oauth_redirect',
  },
} as const;

interface HostedCheck {
  url: URL;
  server: AuthorizationServer;
  resource: ResourceFacts;
  /** Whether clients may be registered. */
  register: boolean;
}

/** Checks the requirements of claude.ai and ChatGPT that programs on a user's computer do not have. */
export async function checkHostedClients(
  check: HostedCheck,
  findings: FindingCollector,
): Promise<void> {
  const step: HopReporter = findings.at('hosted clients');
  const count = findings.list.length;
  const { server, register } = check;
  if (server.readsMetadataDocuments) await checkDocument(check, step, findings);
  if (server.registrationEndpoint !== undefined && register)
    for (const { name, callback } of Object.values(HOSTS))
      await checkCallback(server.registrationEndpoint, name, callback, step, findings);
  for (const address of [check.url.href, server.tokenEndpoint])
    await checkOrigin(address, step, findings);
  if (findings.list.length === count)
    step.ok('claude.ai and ChatGPT find what they need, as far as it was tried.');
}

/** Starts the sign-in of claude.ai with its metadata document; the user is not involved. */
async function checkDocument(
  { server, resource }: HostedCheck,
  step: HopReporter,
  findings: FindingCollector,
): Promise<void> {
  const { name, callback, document } = HOSTS.claude;
  if (!server.acceptsPublicClients) {
    step.warn(
      `${name} does not use its metadata document without "none" in "token_endpoint_auth_methods_supported".`,
      'Add "none": PKCE protects the codes of clients without a secret.',
    );
    return;
  }
  const client = { clientId: document, redirectUri: callback };
  const reply = await findings.ask(authorizationUrl(server, client, resource), {
    headers: { accept: 'text/html' },
  });
  const redirectLocation = 'code' in reply ? null : reply.headers.get('location');
  const error =
    redirectLocation !== null && URL.canParse(redirectLocation)
      ? new URL(redirectLocation).searchParams.get('error')
      : null;
  const problem = 'code' in reply ? reply.code : (error ?? `status ${reply.status}`);
  if ('code' in reply || reply.status >= 400 || error !== null)
    step.warn(
      `The sign-in of ${name} does not start (${problem}).`,
      `Read the client's metadata at "${document}", and accept its callback "${callback}".`,
    );
}

async function checkCallback(
  endpoint: string,
  name: string,
  callback: string,
  step: HopReporter,
  findings: FindingCollector,
): Promise<void> {
  const reply = await findings.ask(new URL(endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      client_name: 'mcp-provider doctor',
      redirect_uris: [callback],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }),
  });
  if ('code' in reply || typeof objectOrUndefined(replyJson(reply))?.client_id !== 'string')
    step.warn(
      `A client with the callback of ${name} is not registered (${'code' in reply ? reply.code : `status ${reply.status}`}).`,
      `Accept the redirect URI "${callback}".`,
    );
}

const ORIGIN = 'https://claude.ai';

/** Checks whether web pages may send requests (CORS). */
async function checkOrigin(
  address: string,
  step: HopReporter,
  findings: FindingCollector,
): Promise<void> {
  const reply = await findings.ask(new URL(address), {
    method: 'OPTIONS',
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    },
  });
  const allowedOrigin = 'code' in reply ? null : reply.headers.get('access-control-allow-origin');
  if (allowedOrigin !== '*' && allowedOrigin !== ORIGIN)
    step.warn(
      `Web pages of clients cannot use "${address}" (CORS).`,
      `Answer OPTIONS with "access-control-allow-origin: *", and allow the headers "authorization" and "content-type".`,
    );
}
