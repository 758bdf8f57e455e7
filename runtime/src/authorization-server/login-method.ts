import { credentialCheckOf } from '../auth/credential-check.js';
import type { SecretAuth } from '../auth/secret-auth.js';
import { verifiedPrincipal } from '../identity/principal.js';
import type { OAuthAuth } from '../oauth/oauth-auth.js';
import { configOf } from '../project/config.js';
import type { ServedModule } from '../provider/loader.js';
import { StartError } from '../utils/start-error.js';

/** Values of `MCP_GATE`: who may sign in if an API needs no authentication. */
const ACCESS_RULES = ['open', 'invitation'] as const;
/** Who may sign in: everyone, or users with an invitation. */
export type AccessRule = (typeof ACCESS_RULES)[number];

/** @throws StartError for an unknown rule */
export function accessRuleOf(text: string | undefined): AccessRule | undefined {
  const rule = ACCESS_RULES.find((accessRule) => accessRule === text);
  if (text !== undefined && !rule)
    throw new StartError(`MCP_GATE must be "${ACCESS_RULES.join('" or "')}", not "${text}".`);
  return rule;
}

/** How users of one provider authenticate. */
export type LoginMethod = { provider: string } & (
  | {
      by: 'form';
      auth: SecretAuth<object>;
      /** Whether the credentials can be validated. */
      canCheck: boolean;
    }
  | { by: 'service'; auth: OAuthAuth }
  | { by: 'rule'; rule: AccessRule }
);

/** Decisions of the operator. */
export interface Policy {
  gate?: AccessRule | undefined;
  /** Whether to serve providers whose keys cannot be checked. */
  acceptUncheckedKeys: boolean;
}

/** @throws StartError for a provider that anyone could use, unless the operator has allowed it */
export async function loginMethodOf(
  { mcpInstance, apiAuth }: Pick<ServedModule, 'mcpInstance' | 'apiAuth'>,
  issuer: string,
  { gate, acceptUncheckedKeys }: Policy,
): Promise<LoginMethod> {
  const { PROVIDER_NAME: provider } = mcpInstance;
  const { auth = {} } = apiAuth;
  const unknownUserId = verifiedPrincipal(issuer, '').userId;
  // Not if all users share the credentials in the environment.
  if (isSecret(auth) && (await auth.getCredentials(unknownUserId)) === null) {
    const canCheck =
      credentialCheckOf(auth) !== undefined || configOf(auth.provider).check_path !== undefined;
    if (!canCheck && !acceptUncheckedKeys)
      throw new StartError(
        `Nothing checks the credentials of "${provider}", so anybody could sign in with any text. Set "check_path" in provider-config.yaml to a path that only valid credentials can read; or set MCP_ACCEPT_UNCHECKED_KEYS=true if that is meant.`,
      );
    return { provider, by: 'form', auth, canCheck };
  }
  if (isOAuth(auth)) return { provider, by: 'service', auth };
  if (gate === undefined)
    throw new StartError(
      `Users of "${provider}" prove nothing to its API, so anybody could use it. Set MCP_GATE to "invitation", or to "open" if that is meant.`,
    );
  return { provider, by: 'rule', rule: gate };
}

const isSecret = (auth: object): auth is SecretAuth<object> => 'fields' in auth && 'shape' in auth;

/** Returns whether users sign in with OAuth. */
export const isOAuth = (auth: object): auth is OAuthAuth =>
  'clientFor' in auth && 'settings' in auth;
