import type { TokenVerifier } from './principal.js';
import { issuersOf } from './principal.js';
import { StartError } from '../utils/start-error.js';
import type { JwtOptions } from './jwt.js';
import { jwtVerifier, requireLasting } from './jwt.js';

/** The environment has the same settings as `jwt`. */
const VARIABLES = {
  issuer: 'MCP_ISSUER',
  audience: 'MCP_AUDIENCE',
  userClaim: 'MCP_USER_CLAIM',
  jwksUrl: 'MCP_JWKS_URL',
  secret: 'MCP_JWT_SECRET',
} as const satisfies Record<keyof JwtOptions, string>;

/** Of proxies whose header names the caller. */
const PROXIES = { peers: 'MCP_PROXY_PEERS', header: 'MCP_PROXY_USER_HEADER' } as const;

/** A verifier of the server's own; a function makes it for the issuer in the environment. */
export type OwnVerifier = TokenVerifier | ((issuer: string) => Promise<TokenVerifier>);

export interface ScopeSettings {
  requiredScopes: readonly string[];
  advertisedScopes?: readonly string[];
}

/** Scopes, from the environment. */
export function scopeSettings({
  MCP_SCOPES,
  MCP_ADVERTISED_SCOPES,
}: NodeJS.ProcessEnv): ScopeSettings {
  return {
    requiredScopes: words(MCP_SCOPES),
    ...(MCP_ADVERTISED_SCOPES && { advertisedScopes: words(MCP_ADVERTISED_SCOPES) }),
  };
}

/** Settings without effect, because callers are the local user. */
export const unusedSettings = (environment: NodeJS.ProcessEnv): string[] =>
  [...Object.values(VARIABLES), 'MCP_SCOPES', 'MCP_ADVERTISED_SCOPES'].filter(
    (name) => environment[name],
  );

/**
 * Who verifies callers, by the environment and the options of the server. Undefined: callers are the local user.
 * @throws StartError for settings that contradict each other
 */
export async function verifierOf(
  own: OwnVerifier | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<TokenVerifier | undefined> {
  const tokens = own ? await ownVerifier(own, environment) : ofEnvironment(environment);
  const { [PROXIES.peers]: peers, [PROXIES.header]: header } = environment;
  if (!peers && !header) return tokens;
  if (!peers || !header)
    throw new StartError(`Set both ${PROXIES.peers} and ${PROXIES.header}, or neither.`);
  const { trustedProxy } = await import('./trusted-proxy.js');
  return trustedProxy({ peers: words(peers), header, issuer: 'proxy', otherwise: tokens });
}

function ofEnvironment(environment: NodeJS.ProcessEnv): TokenVerifier | undefined {
  const setting = (option: keyof JwtOptions) => environment[VARIABLES[option]] || undefined;
  const issuer = words(setting('issuer'));
  if (issuer.length === 0) return undefined;
  const options = {
    issuer,
    audience: setting('audience'),
    userClaim: setting('userClaim'),
    jwksUrl: setting('jwksUrl'),
    secret: setting('secret'),
  };
  return jwtVerifier(options, (option) => VARIABLES[option]);
}

/** One of the server's own replaces the verification of JWTs; what its tokens contain can be set as for these. */
async function ownVerifier(
  own: OwnVerifier,
  environment: NodeJS.ProcessEnv,
): Promise<TokenVerifier | undefined> {
  const { MCP_ISSUER: issuer, MCP_AUDIENCE: audience, MCP_USER_CLAIM: userClaim } = environment;
  const verifier = typeof own === 'function' ? issuer && (await own(issuer)) : own;
  if (!verifier) return undefined;
  const unused = [VARIABLES.jwksUrl, VARIABLES.secret].find((name) => environment[name]);
  if (unused !== undefined)
    throw new StartError(`${unused} has no effect: the server has its own verifier.`);
  const known = issuersOf(verifier).map(({ issuer: one }) => one);
  if (issuer && !known.includes(issuer))
    throw new StartError(
      `MCP_ISSUER is "${issuer}", but the verifier is for ${known.map((one) => `"${one}"`).join(', ') || 'no issuer'}.`,
    );
  requireLasting(userClaim, VARIABLES.userClaim);
  return {
    ...verifier,
    audience: verifier.audience ?? (audience || undefined),
    userClaim: verifier.userClaim ?? (userClaim || undefined),
  };
}

/** Separated by spaces or commas. */
export const words = (text = ''): string[] => text.split(/[\s,]+/).filter(Boolean);
