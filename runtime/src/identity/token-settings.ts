import { type Environment, setting, splitWords } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { type JwtOptions, jwtVerifier, requireStableClaim } from './jwt.js';
import { issuersOf, overrideVerifier, type TokenVerifier } from './principal.js';

/** Environment variables of the options of `jwt`. */
const JWT_VARIABLES = {
  issuer: 'MCP_ISSUER',
  audience: 'MCP_AUDIENCE',
  userClaim: 'MCP_USER_CLAIM',
  jwksUrl: 'MCP_JWKS_URL',
  secret: 'MCP_JWT_SECRET',
} as const satisfies Record<keyof JwtOptions, string>;

/** Variables for proxies whose header names the caller. */
const PROXY_VARIABLES = { peers: 'MCP_PROXY_PEERS', header: 'MCP_PROXY_USER_HEADER' } as const;

/** A custom verifier of the server, or a function that creates it for the issuer in the environment. */
export type OwnVerifier = TokenVerifier | ((issuer: string) => Promise<TokenVerifier>);

/** The scopes that all tokens need, and those that clients are told to request. */
export interface ScopeSettings {
  requiredScopes: readonly string[];
  advertisedScopes?: readonly string[];
}

/** Reads `MCP_SCOPES` and `MCP_ADVERTISED_SCOPES`, which separate scopes by spaces. */
export function scopeSettings(environment: Environment): ScopeSettings {
  const advertised = setting('MCP_ADVERTISED_SCOPES', environment);
  return {
    requiredScopes: splitWords(setting('MCP_SCOPES', environment)),
    ...(advertised !== undefined && { advertisedScopes: splitWords(advertised) }),
  };
}

/** Names of settings that have no effect, because callers are the local user. */
export const unusedSettings = (environment: Environment): string[] =>
  [...Object.values(JWT_VARIABLES), 'MCP_SCOPES', 'MCP_ADVERTISED_SCOPES'].filter(
    (name) => setting(name, environment) !== undefined,
  );

/**
 * Returns the verifier of callers by the environment and the options of the server; undefined if
 * callers are the local user.
 * @throws StartError for settings that contradict each other
 */
export async function verifierOf(
  customVerifier: OwnVerifier | undefined,
  environment: Environment,
): Promise<TokenVerifier | undefined> {
  const tokens = customVerifier
    ? await ownVerifier(customVerifier, environment)
    : environmentVerifier(environment);
  const peers = setting(PROXY_VARIABLES.peers, environment);
  const header = setting(PROXY_VARIABLES.header, environment);
  if (peers === undefined && header === undefined) return tokens;
  if (peers === undefined || header === undefined)
    throw new StartError(
      `Set both ${PROXY_VARIABLES.peers} and ${PROXY_VARIABLES.header}, or neither.`,
    );
  const { trustedProxy } = await import('./trusted-proxy.js');
  return trustedProxy({ peers: splitWords(peers), header, issuer: 'proxy', otherwise: tokens });
}

function environmentVerifier(environment: Environment): TokenVerifier | undefined {
  const option = (name: keyof JwtOptions) => setting(JWT_VARIABLES[name], environment);
  const issuer = splitWords(option('issuer'));
  if (issuer.length === 0) return undefined;
  const options = {
    issuer,
    audience: option('audience'),
    userClaim: option('userClaim'),
    jwksUrl: option('jwksUrl'),
    secret: option('secret'),
  };
  return jwtVerifier(options, (name) => JWT_VARIABLES[name]);
}

/**
 * Returns the custom verifier, which replaces the verification of JWTs. Audience and user claim can
 * still be set in the environment.
 */
async function ownVerifier(
  customVerifier: OwnVerifier,
  environment: Environment,
): Promise<TokenVerifier | undefined> {
  const option = (name: keyof JwtOptions) => setting(JWT_VARIABLES[name], environment);
  const [issuer, userClaim] = [option('issuer'), option('userClaim')];
  const verifier =
    typeof customVerifier === 'function'
      ? issuer && (await customVerifier(issuer))
      : customVerifier;
  if (!verifier) return undefined;
  const unused = (['jwksUrl', 'secret'] as const).find((name) => option(name) !== undefined);
  if (unused !== undefined)
    throw new StartError(
      `${JWT_VARIABLES[unused]} has no effect: the server has its own verifier.`,
    );
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  if (issuer && !issuers.includes(issuer))
    throw new StartError(
      `MCP_ISSUER is "${issuer}", but the verifier is for ${issuers.map((trustedIssuer) => `"${trustedIssuer}"`).join(', ') || 'no issuer'}.`,
    );
  requireStableClaim(userClaim, JWT_VARIABLES.userClaim);
  return overrideVerifier(verifier, {
    audience: verifier.audience ?? option('audience'),
    userClaim: verifier.userClaim ?? userClaim,
  });
}
