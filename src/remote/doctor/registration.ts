import type { Ask } from './ask.js';
import { jsonOf, objectOf } from './ask.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { Findings, Step } from './finding.js';

/** How clients identify themselves. With `register`, one is registered, which the authorization server keeps. */
export async function checkRegistration(
  server: AuthorizationServer,
  redirectUri: string,
  register: boolean,
  ask: Ask,
  findings: Findings,
): Promise<string | undefined> {
  const step: Step = findings.at('client registration');
  const { registrationEndpoint: endpoint, readsMetadataDocuments, takesPublicClients } = server;
  if (readsMetadataDocuments) step.ok('Client ID metadata documents are supported.');
  if (endpoint === undefined) {
    if (!readsMetadataDocuments)
      step.warn(
        'Neither client ID metadata documents nor dynamic registration (RFC 7591) are supported.',
        'Set "client_id_metadata_document_supported", or give users a client id: every client must be registered by hand.',
      );
    return undefined;
  }
  if (!takesPublicClients)
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
  const reply = await ask(new URL(endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      client_name: 'mcp-provider doctor',
      redirect_uris: [redirectUri],
      application_type: 'native',
      token_endpoint_auth_method: takesPublicClients ? 'none' : 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }),
  });
  if ('code' in reply)
    return step.fail(
      `"${endpoint}" does not respond (${reply.code}).`,
      'Check "registration_endpoint".',
    );
  const { error, client_id: clientId } = objectOf(jsonOf(reply)) ?? {};
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
