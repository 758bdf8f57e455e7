import { StartError } from '../../provider/start-error.js';
import type { HttpOptions } from './options.js';

/** Claims that can pass to another person, who would then have the credentials of the first. */
const REASSIGNED = ['email', 'preferred_username', 'upn', 'unique_name', 'name', 'nickname'];

type TokenSettings = Pick<
  HttpOptions,
  'requiredScopes' | 'advertisedScopes' | 'audience' | 'userClaim'
>;

/**
 * What access tokens contain, from the environment.
 * @throws StartError for such a claim
 */
export function tokenSettings(environment: NodeJS.ProcessEnv): TokenSettings {
  const { MCP_SCOPES, MCP_ADVERTISED_SCOPES, MCP_AUDIENCE, MCP_USER_CLAIM } = environment;
  if (MCP_USER_CLAIM && REASSIGNED.includes(MCP_USER_CLAIM))
    throw new StartError(
      `MCP_USER_CLAIM: "${MCP_USER_CLAIM}" can pass to another person. Use a claim that never changes, such as sub, oid or uid.`,
    );
  return {
    requiredScopes: words(MCP_SCOPES),
    ...(MCP_ADVERTISED_SCOPES && { advertisedScopes: words(MCP_ADVERTISED_SCOPES) }),
    audience: MCP_AUDIENCE || undefined,
    userClaim: MCP_USER_CLAIM || undefined,
  };
}

/** Settings without effect, because callers are the local user. */
export const unusedSettings = (environment: NodeJS.ProcessEnv): string[] =>
  [
    'MCP_AUDIENCE',
    'MCP_USER_CLAIM',
    'MCP_SCOPES',
    'MCP_ADVERTISED_SCOPES',
    'MCP_JWKS_URL',
    'MCP_JWT_SECRET',
  ].filter((name) => environment[name]);

/** Separated by spaces or commas. */
export const words = (text = ''): string[] => text.split(/[\s,]+/).filter(Boolean);
