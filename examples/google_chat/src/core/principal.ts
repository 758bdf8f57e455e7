/** Who is calling us. Comes from a verified token or from the operating system, never from an argument. */
export interface Principal {
  userId: string;
}

/** The person in front of this machine: stdio, and HTTP on the loopback interface without token verification. */
export const localPrincipal = (user = 'local'): Principal => ({ userId: user });

/** A caller whose token was verified. */
export interface VerifiedCaller {
  principal: Principal;
  clientId: string;
  scopes: string[];
  /** Seconds since the epoch. */
  expiresAt: number;
}

/** The authorization server's metadata document (RFC 8414). */
export interface IssuerMetadata {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  response_types_supported: string[];
  jwks_uri: string;
  [key: string]: unknown;
}

/** The token is bad: 401. Any other failure is ours: 500. */
export class TokenError extends Error {
  override name = 'TokenError';
}

export interface TokenVerifier {
  metadata: IssuerMetadata;
  /** `audience` is the address of the endpoint that was called (RFC 8707). */
  verify(token: string, audience: URL): Promise<VerifiedCaller>;
}
