import { createHash, randomBytes } from 'node:crypto';
import type { Ask } from './ask.js';
import { jsonOf, objectOf, stringOf } from './ask.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { Findings, Step } from './finding.js';
import type { ResourceFacts } from './resource.js';

export interface ClientFacts {
  /** Undefined: the endpoints are asked with an unknown client. */
  clientId: string | undefined;
  redirectUri: string;
}

const UNKNOWN_CLIENT = 'mcp-provider-doctor';

/** RFC 6749 section 4.1.1, with PKCE and a resource indicator. */
export async function checkAuthorization(
  { authorizationEndpoint }: AuthorizationServer,
  { clientId, redirectUri }: ClientFacts,
  { resource, scopes }: ResourceFacts,
  ask: Ask,
  findings: Findings,
): Promise<void> {
  const step: Step = findings.at('authorization endpoint');
  const url = new URL(authorizationEndpoint);
  const place = `"${url.origin}${url.pathname}"`;
  const query = {
    response_type: 'code',
    client_id: clientId ?? UNKNOWN_CLIENT,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'doctor',
    resource,
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const reply = await ask(url, { headers: { accept: 'text/html' } });
  if ('code' in reply)
    return step.fail(
      `${place} does not respond (${reply.code}).`,
      'Check "authorization_endpoint".',
    );
  const { status, headers } = reply;
  if (status === 404 || status >= 500)
    step.fail(
      `${place} has status ${status}.`,
      'Check "authorization_endpoint", and the log of the authorization server.',
    );
  if (clientId === undefined) {
    step.ok(`${place} responds to an unknown client.`);
    return;
  }
  const to = headers.get('location');
  const back = to !== null && URL.canParse(to, url.href) ? new URL(to, url) : undefined;
  const error = back?.searchParams.get('error');
  if (error === 'invalid_target')
    step.fail(
      `The resource "${resource}" is unknown (invalid_target).`,
      'Add the URL of the MCP server to the resources of the authorization server (RFC 8707).',
    );
  if (error === 'invalid_scope')
    step.fail(
      `The scopes "${scopes.join(' ')}" are refused (invalid_scope).`,
      'Use the same "scopes_supported" in both metadata documents.',
    );
  if (error)
    step.fail(
      `The request is refused (${error}).`,
      'Accept a request with the parameters that every MCP client sends.',
    );
  if (status === 400)
    step.fail(
      'A request of the registered client has status 400.',
      `Allow the redirect URI "${redirectUri}" for this client.`,
    );
  step.ok(`${place} starts a sign-in.`);
}

/** An unknown code has to be refused in the way of RFC 6749 section 5.2. */
export async function checkToken(
  { tokenEndpoint }: AuthorizationServer,
  { clientId, redirectUri }: ClientFacts,
  { resource }: ResourceFacts,
  ask: Ask,
  findings: Findings,
): Promise<void> {
  const step: Step = findings.at('token endpoint');
  const reply = await ask(new URL(tokenEndpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'doctor',
      redirect_uri: redirectUri,
      client_id: clientId ?? UNKNOWN_CLIENT,
      code_verifier: randomBytes(32).toString('base64url'),
      resource,
    }).toString(),
  });
  if ('code' in reply)
    return step.fail(
      `"${tokenEndpoint}" does not respond (${reply.code}).`,
      'Check "token_endpoint".',
    );
  const error = stringOf(objectOf(jsonOf(reply))?.error);
  if (error === undefined || reply.status >= 500)
    step.fail(
      `"${tokenEndpoint}" has status ${reply.status} for an unknown code, and no OAuth error.`,
      'Respond with status 400 and {"error":"invalid_grant"} as JSON (RFC 6749 section 5.2). Check the URL, and what is in front of it.',
    );
  if (error === 'unsupported_grant_type')
    step.fail(
      'The authorization code grant is not supported (unsupported_grant_type).',
      'Support it.',
    );
  if (error === 'invalid_client' && clientId !== undefined)
    step.warn(
      'The token endpoint requires a secret of a client that has none.',
      'Support clients without a secret ("none").',
    );
  else step.ok(`An unknown code is refused with "${error}".`);
}
