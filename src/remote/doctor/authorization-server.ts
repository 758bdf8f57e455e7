import { mayRefer } from '../../../runtime/src/http/private-addresses.js';
import type { Ask, Json } from './ask.js';
import { documentAt, listOf, stringOf } from './ask.js';
import type { Findings, Step } from './finding.js';
import type { ResourceFacts } from './resource.js';

/** Metadata that a sign-in uses. */
export interface AuthorizationServer {
  authorizationEndpoint: string;
  tokenEndpoint: string;
  registrationEndpoint: string | undefined;
  /** OAuth Client ID Metadata Document. */
  readsMetadataDocuments: boolean;
  /** Clients without a secret. */
  takesPublicClients: boolean;
}

/** RFC 8414, OpenID Connect Discovery. */
export async function checkAuthorizationServer(
  { issuer, scopes }: ResourceFacts,
  ask: Ask,
  findings: Findings,
): Promise<AuthorizationServer> {
  const step: Step = findings.at('authorization server metadata');
  const read = await documentAt(ask, placesOf(new URL(issuer)));
  if (typeof read === 'string')
    return step.fail(
      read,
      'Serve metadata of RFC 8414 or OpenID Connect there. With a path in the issuer, the well-known part is between host and path.',
    );
  const { document, place } = read;
  const stated = stringOf(document.issuer) ?? '';
  if (stated !== issuer)
    step.fail(
      `Its "issuer" is "${stated}", not "${issuer}".`,
      `Use "${stated}" in "authorization_servers": clients compare the texts, with a slash at the end (RFC 8414 section 3.3).`,
    );
  const endpoint = (name: string) => endpointOf(document, name, issuer, step);
  const authorizationEndpoint =
    endpoint('authorization_endpoint') ?? missing('authorization_endpoint', step);
  const tokenEndpoint = endpoint('token_endpoint') ?? missing('token_endpoint', step);
  const registrationEndpoint = endpoint('registration_endpoint');
  checkMethods(document, step);
  const known = listOf(document.scopes_supported);
  const unknown = scopes.filter((scope) => known && !known.includes(scope));
  if (unknown.length > 0)
    step.warn(
      `The MCP server requires the scope "${unknown.join(' ')}", which "scopes_supported" does not contain.`,
      'Use the same scopes in both, or requests end with "invalid_scope".',
    );
  step.ok(`"${place}" has all required members.`);
  const methods = listOf(document.token_endpoint_auth_methods_supported);
  return {
    authorizationEndpoint,
    tokenEndpoint,
    registrationEndpoint,
    readsMetadataDocuments: document.client_id_metadata_document_supported === true,
    takesPublicClients: methods?.includes('none') ?? true,
  };
}

const missing = (name: string, step: Step): never =>
  step.fail(`"${name}" is missing.`, 'Add it: no user can sign in without it.');

function endpointOf(document: Json, name: string, issuer: string, step: Step): string | undefined {
  const value = stringOf(document[name]);
  if (value !== undefined && !mayRefer(new URL(issuer), value))
    step.fail(
      `"${name}" is not a public https URL: "${value}".`,
      'Configure the public URL of the authorization server; a proxy may end TLS before it.',
    );
  return value;
}

function checkMethods(document: Json, step: Step): void {
  const challenges = listOf(document.code_challenge_methods_supported);
  if (!challenges?.includes('S256'))
    step.fail(
      `PKCE with S256 is not supported ("code_challenge_methods_supported": ${challenges?.join(', ') ?? 'missing'}).`,
      'Add "S256" to "code_challenge_methods_supported": MCP clients require it.',
    );
  const types = listOf(document.response_types_supported);
  if (types && !types.includes('code'))
    step.fail(
      'The response type "code" is not supported.',
      'Support the authorization code grant.',
    );
  const grants = listOf(document.grant_types_supported);
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

/** In the order of MCP, "Authorization Server Metadata Discovery". */
function placesOf({ origin, pathname }: URL): string[] {
  const path = pathname.replace(/\/$/, '');
  const known = (name: string) => `${origin}/.well-known/${name}`;
  const both = ['oauth-authorization-server', 'openid-configuration'].map(known);
  return path === ''
    ? both
    : [...both.map((place) => place + path), `${origin}${path}/.well-known/openid-configuration`];
}
