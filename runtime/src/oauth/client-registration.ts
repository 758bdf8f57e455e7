import * as z from 'zod';
import { authFetch } from './token-response.js';

/** The metadata with which a client describes itself (RFC 7591 section 2). */
export interface ClientMetadata {
  client_name: string;
  redirect_uris: readonly string[];
  /** Default: `authorization_code` and `refresh_token`. */
  grant_types?: readonly string[];
  /** Default: `code`. */
  response_types?: readonly string[];
  /** Default: `none`, a client without a secret. */
  token_endpoint_auth_method?: string;
  /** Scopes, separated by spaces. */
  scope?: string;
  /** Email addresses of the people who are responsible for the client. */
  contacts?: readonly string[];
  client_uri?: string;
  logo_uri?: string;
  tos_uri?: string;
  policy_uri?: string;
  [further: string]: unknown;
}

/** Options of the registration of a client. */
export interface RegistrationOptions {
  /** Token for servers that register only known clients (RFC 7591 section 3). */
  initialAccessToken?: string | undefined;
  /** Returns the function that replaces `fetch`, such as for a client certificate. */
  fetch?: (
    url: string,
    init: { method: string; headers: Record<string, string>; body: string; redirect: 'manual' },
  ) => Promise<Response>;
}

const RegistrationResponse = z.looseObject({
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  /** Expiry of the secret in seconds since the epoch; 0 if it does not expire. */
  client_secret_expires_at: z.number().optional().catch(undefined),
  /** The method that the server has chosen, which can be another one. */
  token_endpoint_auth_method: z.string().optional().catch(undefined),
  registration_access_token: z.string().optional().catch(undefined),
  registration_client_uri: z.string().optional().catch(undefined),
});
/** A client as the server has registered it (RFC 7591 section 3.2.1); times are seconds since the epoch. */
export type RegisteredClient = z.output<typeof RegistrationResponse>;

const RegistrationRefusal = z.object({
  error: z.string().regex(/^[\w.-]{1,60}$/),
  error_description: z.string().optional().catch(undefined),
});

/** The authorization server has not registered the client. */
export class RegistrationError extends Error {
  override name = 'RegistrationError';

  /**
   * @param status of the response; 0 if the server registers no clients
   * @param code that of the server (RFC 7591 section 3.2.2), else `invalid_response` or `unsupported`
   * @param description text of the server, for logs: it is not trusted
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly description = '',
  ) {
    super(`The authorization server does not register the client: ${code} (status ${status}).`);
  }
}

/**
 * Registers a client (RFC 7591). Store the result: the server does not return it again.
 * @param server metadata of the authorization server (RFC 8414)
 * @throws RegistrationError if the server refuses; TypeError if it is unreachable
 * @example
 * const found = await discoverAuthorization('https://tools.acme.dev/mcp');
 * if (found) await registerClient(found.server, { client_name: 'Host', redirect_uris:
 * ['http://127.0.0.1/callback'] });
 */
export async function registerClient(
  server: { registration_endpoint?: string | undefined },
  client: ClientMetadata,
  { initialAccessToken, fetch = authFetch() }: RegistrationOptions = {},
): Promise<RegisteredClient> {
  const { registration_endpoint: endpoint } = server;
  if (endpoint === undefined) throw new RegistrationError(0, 'unsupported');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(initialAccessToken && { authorization: `Bearer ${initialAccessToken}` }),
    },
    body: JSON.stringify({
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...client,
    }),
    redirect: 'manual',
  });
  const body: unknown = await response.json().catch(() => undefined);
  const registration = RegistrationResponse.safeParse(body);
  if (response.ok && registration.success) return registration.data;
  const { data } = RegistrationRefusal.safeParse(body);
  throw new RegistrationError(
    response.status,
    data?.error ?? 'invalid_response',
    data?.error_description,
  );
}
