import { createHash, randomBytes } from 'node:crypto';
import { mayNameAddress } from '../../../runtime/src/fetch/private-addresses.js';
import {
  documentAt,
  type Json,
  objectOrUndefined,
  replyJson,
  stringListOrUndefined,
  stringOrUndefined,
} from './ask.js';
import type { FindingCollector, HopReporter } from './finding.js';
import type { ResourceFacts } from './resource.js';

/** Metadata that a sign-in uses. */
export interface AuthorizationServer {
  authorizationEndpoint: string;
  tokenEndpoint: string;
  registrationEndpoint: string | undefined;
  /** Whether it supports OAuth Client ID Metadata Documents. */
  readsMetadataDocuments: boolean;
  /** Whether clients may have no secret. */
  acceptsPublicClients: boolean;
}

/** Checks the metadata (RFC 8414, OpenID Connect Discovery). */
export async function checkAuthorizationServer(
  { issuer, scopes }: ResourceFacts,
  findings: FindingCollector,
): Promise<AuthorizationServer> {
  const step: HopReporter = findings.at('authorization server metadata');
  const read = await documentAt(findings.ask, metadataUrls(new URL(issuer)));
  if (typeof read === 'string')
    return step.fail(
      read,
      'Serve metadata of RFC 8414 or OpenID Connect there. With a path in the issuer, the well-known part is between host and path.',
    );
  const { document, place } = read;
  const documentIssuer = stringOrUndefined(document.issuer) ?? '';
  if (documentIssuer !== issuer)
    step.fail(
      `Its "issuer" is "${documentIssuer}", not "${issuer}".`,
      `Use "${documentIssuer}" in "authorization_servers": clients compare the texts, with a slash at the end (RFC 8414 section 3.3).`,
    );
  const endpoint = (name: string) => metadataEndpoint(document, name, issuer, step);
  const authorizationEndpoint =
    endpoint('authorization_endpoint') ?? failMissing('authorization_endpoint', step);
  const tokenEndpoint = endpoint('token_endpoint') ?? failMissing('token_endpoint', step);
  const registrationEndpoint = endpoint('registration_endpoint');
  checkMethods(document, step);
  const supportedScopes = stringListOrUndefined(document.scopes_supported);
  const unknownScopes = scopes.filter(
    (scope) => supportedScopes && !supportedScopes.includes(scope),
  );
  if (unknownScopes.length > 0)
    step.warn(
      `The MCP server requires the scope "${unknownScopes.join(' ')}", which "scopes_supported" does not contain.`,
      'Use the same scopes in both, or requests end with "invalid_scope".',
    );
  step.ok(`"${place}" has all required members.`);
  const methods = stringListOrUndefined(document.token_endpoint_auth_methods_supported);
  return {
    authorizationEndpoint,
    tokenEndpoint,
    registrationEndpoint,
    readsMetadataDocuments: document.client_id_metadata_document_supported === true,
    acceptsPublicClients: methods?.includes('none') ?? true,
  };
}

const failMissing = (name: string, step: HopReporter): never =>
  step.fail(`"${name}" is missing.`, 'Add it: no user can sign in without it.');

function metadataEndpoint(
  document: Json,
  name: string,
  issuer: string,
  step: HopReporter,
): string | undefined {
  const value = stringOrUndefined(document[name]);
  if (value !== undefined && !mayNameAddress(new URL(issuer), value))
    step.fail(
      `"${name}" is not a public https URL: "${value}".`,
      'Configure the public URL of the authorization server; a proxy may end TLS before it.',
    );
  return value;
}

function checkMethods(document: Json, step: HopReporter): void {
  const challenges = stringListOrUndefined(document.code_challenge_methods_supported);
  if (!challenges?.includes('S256'))
    step.fail(
      `PKCE with S256 is not supported ("code_challenge_methods_supported": ${challenges?.join(', ') ?? 'missing'}).`,
      'Add "S256" to "code_challenge_methods_supported": MCP clients require it.',
    );
  const types = stringListOrUndefined(document.response_types_supported);
  if (types && !types.includes('code'))
    step.fail(
      'The response type "code" is not supported.',
      'Support the authorization code grant.',
    );
  const grants = stringListOrUndefined(document.grant_types_supported);
  if (grants && !grants.includes('refresh_token'))
    step.warn(
      'Refresh tokens are not supported.',
      'Add "refresh_token" to "grant_types_supported", or users sign in whenever a token expires.',
    );
  if (document.authorization_response_iss_parameter_supported !== true)
    step.warn(
      'Authorization responses have no "iss" (RFC 9207).',
      'Send it, and set "authorization_response_iss_parameter_supported": it prevents mix-up attacks.',
    );
}

/** Returns URLs in the order of MCP, "Authorization Server Metadata Discovery". */
function metadataUrls({ origin, pathname }: URL): string[] {
  const path = pathname.replace(/\/$/, '');
  const wellKnown = (name: string) => `${origin}/.well-known/${name}`;
  const bothUrls = ['oauth-authorization-server', 'openid-configuration'].map(wellKnown);
  return path === ''
    ? bothUrls
    : [
        ...bothUrls.map((place) => place + path),
        `${origin}${path}/.well-known/openid-configuration`,
      ];
}

/**
 * Checks how clients identify themselves. With `register`, one is registered, which the
 * authorization server stores.
 */
export async function checkRegistration(
  server: AuthorizationServer,
  redirectUri: string,
  register: boolean,
  findings: FindingCollector,
): Promise<string | undefined> {
  const step: HopReporter = findings.at('client registration');
  const { registrationEndpoint, readsMetadataDocuments, acceptsPublicClients } = server;
  if (readsMetadataDocuments) step.ok('Client ID metadata documents are supported.');
  if (registrationEndpoint === undefined) {
    if (!readsMetadataDocuments)
      step.warn(
        'Neither client ID metadata documents nor dynamic registration (RFC 7591) are supported.',
        'Set "client_id_metadata_document_supported", or give users a client id: every client must be registered by hand.',
      );
    return undefined;
  }
  if (!acceptsPublicClients)
    step.warn(
      'Clients without a secret are not supported.',
      'Add "none" to "token_endpoint_auth_methods_supported": programs of users keep no secrets.',
    );
  if (!register) {
    if (readsMetadataDocuments) step.ok('Dynamic registration is supported (not tried).');
    else
      step.warn(
        'Dynamic registration is the only way to identify a client (not tried: use --register).',
        'Support client ID metadata documents, too: MCP 2026-07-28 deprecates registration.',
      );
    return undefined;
  }
  const reply = await findings.ask(new URL(registrationEndpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      client_name: 'mcp-provider doctor',
      redirect_uris: [redirectUri],
      application_type: 'native',
      token_endpoint_auth_method: acceptsPublicClients ? 'none' : 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }),
  });
  if ('code' in reply)
    return step.fail(
      `"${registrationEndpoint}" does not respond (${reply.code}).`,
      'Check "registration_endpoint".',
    );
  const { error, client_id: clientId } = objectOrUndefined(replyJson(reply)) ?? {};
  if (reply.status !== 201 && reply.status !== 200)
    step.fail(
      `Registration fails with status ${reply.status}${typeof error === 'string' ? ` (${error})` : ''}.`,
      error === 'invalid_redirect_uri'
        ? 'Allow loopback redirect URIs for clients of type "native" (RFC 8252 section 7.3).'
        : 'Allow registration without a token, or support client ID metadata documents.',
    );
  if (typeof clientId !== 'string')
    return step.fail(
      'The registration response has no "client_id".',
      'Return it (RFC 7591 section 3.2.1).',
    );
  step.ok(`The client "${clientId}" was registered.`);
  return clientId;
}

interface ClientFacts {
  /** Id of the client; if undefined, requests use an unknown client. */
  clientId: string | undefined;
  redirectUri: string;
}

const UNKNOWN_CLIENT = 'mcp-provider-doctor';

/** Returns the URL of a sign-in: RFC 6749 section 4.1.1, with PKCE and a resource indicator. */
export function authorizationUrl(
  { authorizationEndpoint }: AuthorizationServer,
  { clientId, redirectUri }: ClientFacts,
  { resource, scopes }: Pick<ResourceFacts, 'resource' | 'scopes'>,
): URL {
  const url = new URL(authorizationEndpoint);
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
  return url;
}

/** Checks that a sign-in starts at the authorization endpoint. */
export async function checkAuthorization(
  server: AuthorizationServer,
  client: ClientFacts,
  { resource, scopes }: ResourceFacts,
  findings: FindingCollector,
): Promise<void> {
  const { clientId, redirectUri } = client;
  const step: HopReporter = findings.at('authorization endpoint');
  const url = authorizationUrl(server, client, { resource, scopes });
  const place = `"${url.origin}${url.pathname}"`;
  const reply = await findings.ask(url, { headers: { accept: 'text/html' } });
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
  const redirectLocation = headers.get('location');
  const redirectUrl =
    redirectLocation !== null && URL.canParse(redirectLocation, url.href)
      ? new URL(redirectLocation, url)
      : undefined;
  const error = redirectUrl?.searchParams.get('error');
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

/** Checks that the server rejects an unknown code as in RFC 6749 section 5.2. */
export async function checkToken(
  { tokenEndpoint }: AuthorizationServer,
  { clientId, redirectUri }: ClientFacts,
  { resource }: ResourceFacts,
  findings: FindingCollector,
): Promise<void> {
  const step: HopReporter = findings.at('token endpoint');
  const reply = await findings.ask(new URL(tokenEndpoint), {
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
  const error = stringOrUndefined(objectOrUndefined(replyJson(reply))?.error);
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
