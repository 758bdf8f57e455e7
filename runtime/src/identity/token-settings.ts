import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { type JwtOptions, jwtVerifier, requireLasting } from './jwt.js';
import { basedOn, issuersOf, type TokenVerifier } from './principal.js';

/** The environment has the same settings as `jwt`. */
const VARIABLES = {
  issuer: 'MCP_ISSUER',
  audience: 'MCP_AUDIENCE',
  userClaim: 'MCP_USER_CLAIM',
  jwksUrl: 'MCP_JWKS_URL',
  secret: 'MCP_JWT_SECRET',
} as const satisfies Record<keyof JwtOptions, string>;

/** Settings for proxies whose header names the caller. */
const PROXIES = { peers: 'MCP_PROXY_PEERS', header: 'MCP_PROXY_USER_HEADER' } as const;

/** A verifier of the server's own; a function makes it for the issuer in the environment. */
export type OwnVerifier = TokenVerifier | ((issuer: string) => Promise<TokenVerifier>);

export interface ScopeSettings {
  requiredScopes: readonly string[];
  advertisedScopes?: readonly string[];
}

export function scopeSettings(environment: Environment): ScopeSettings {
  const advertised = setting('MCP_ADVERTISED_SCOPES', environment);
  return {
    requiredScopes: words(setting('MCP_SCOPES', environment)),
    ...(advertised !== undefined && { advertisedScopes: words(advertised) }),
  };
}

/** Settings without effect, because callers are the local user. */
export const unusedSettings = (environment: Environment): string[] =>
  [...Object.values(VARIABLES), 'MCP_SCOPES', 'MCP_ADVERTISED_SCOPES'].filter(
    (name) => setting(name, environment) !== undefined,
  );

/**
 * Who verifies callers, by the environment and the options of the server. Undefined: callers are the local user.
 * @throws StartError for settings that contradict each other
 */
export async function verifierOf(
  own: OwnVerifier | undefined,
  environment: Environment,
): Promise<TokenVerifier | undefined> {
  const tokens = own ? await ownVerifier(own, environment) : ofEnvironment(environment);
  const peers = setting(PROXIES.peers, environment);
  const header = setting(PROXIES.header, environment);
  if (peers === undefined && header === undefined) return tokens;
  if (peers === undefined || header === undefined)
    throw new StartError(`Set both ${PROXIES.peers} and ${PROXIES.header}, or neither.`);
  const { trustedProxy } = await import('./trusted-proxy.js');
  return trustedProxy({ peers: words(peers), header, issuer: 'proxy', otherwise: tokens });
}

function ofEnvironment(environment: Environment): TokenVerifier | undefined {
  const option = (name: keyof JwtOptions) => setting(VARIABLES[name], environment);
  const issuer = words(option('issuer'));
  if (issuer.length === 0) return undefined;
  const options = {
    issuer,
    audience: option('audience'),
    userClaim: option('userClaim'),
    jwksUrl: option('jwksUrl'),
    secret: option('secret'),
  };
  return jwtVerifier(options, (name) => VARIABLES[name]);
}

/** One of the server's own replaces the verification of JWTs; what its tokens contain can be set as for these. */
async function ownVerifier(
  own: OwnVerifier,
  environment: Environment,
): Promise<TokenVerifier | undefined> {
  const option = (name: keyof JwtOptions) => setting(VARIABLES[name], environment);
  const [issuer, userClaim] = [option('issuer'), option('userClaim')];
  const verifier = typeof own === 'function' ? issuer && (await own(issuer)) : own;
  if (!verifier) return undefined;
  const unused = (['jwksUrl', 'secret'] as const).find((name) => option(name) !== undefined);
  if (unused !== undefined)
    throw new StartError(`${VARIABLES[unused]} has no effect: the server has its own verifier.`);
  const issuers = issuersOf(verifier).map(({ issuer: one }) => one);
  if (issuer && !issuers.includes(issuer))
    throw new StartError(
      `MCP_ISSUER is "${issuer}", but the verifier is for ${issuers.map((one) => `"${one}"`).join(', ') || 'no issuer'}.`,
    );
  requireLasting(userClaim, VARIABLES.userClaim);
  return basedOn(verifier, {
    audience: verifier.audience ?? option('audience'),
    userClaim: verifier.userClaim ?? userClaim,
  });
}

/** Separated by spaces or commas. */
export const words = (text = ''): string[] => text.split(/[\s,]+/).filter(Boolean);
