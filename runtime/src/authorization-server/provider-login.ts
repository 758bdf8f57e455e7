import { ApiError } from '../api/api-error.js';
import { checkCredentials, checkEntered } from '../auth/enter-credentials.js';
import type { UserId } from '../identity/principal.js';
import { accountId } from '../oauth/account.js';
import type { OAuthClient } from '../oauth/client.js';
import type { OAuthAuth } from '../oauth/oauth-auth.js';
import type { Pending } from '../oauth/pending.js';
import { configOf } from '../project/config.js';
import type { FormField } from '../sign-in/form.js';
import type { Invitations } from './invitations.js';
import type { LoginMethod } from './login-method.js';
import type { Users } from './users.js';

/** The identity that a user has proven at the login of one provider. */
export interface Authentication {
  /** Digest of the user's identity at the provider; empty if it is unknown. */
  account: string;
  /** Credentials of the user; absent if there are none. */
  credentials?: unknown;
}

/** An authentication, or a problem for the user. `isOutage` means that the provider cannot be reached now. */
export type LoginResult =
  { authentication: Authentication } | { problem: string; isOutage?: boolean };

/** The login of one provider, with which its users authenticate. */
export type ProviderLogin = {
  provider: string;
  displayName: string;
  /**
   * Whether the login identifies the user to the API; false if the API needs no authentication and
   * a rule of the operator admits users.
   */
  hasAccount: boolean;
} & (FormLogin | ServiceLogin);

interface FormLogin {
  fields: readonly FormField[];
  enter(values: Readonly<Record<string, string>>): Promise<LoginResult>;
  hasEnded(userId: UserId): Promise<boolean>;
}

interface ServiceLogin {
  begin: OAuthClient['begin'];
  /** @throws OAuthError, ApiError */
  finish(query: URLSearchParams, pending: Pending): Promise<Authentication>;
  /** Returns whether the stored credentials of a user are no longer accepted and cannot be refreshed. */
  hasEnded(userId: UserId): Promise<boolean>;
}

/** @param nameIn returns the name in an invitation */
export function loginOf(
  method: LoginMethod,
  { digest }: Pick<Users, 'digest'>,
  { nameIn }: Pick<Invitations, 'nameIn'>,
): ProviderLogin {
  const { provider, by } = method;
  const common = { provider, displayName: configOf(provider).name, hasAccount: by !== 'rule' };
  if (method.by === 'form') return { ...common, ...formLogin(method, common.displayName, digest) };
  if (method.by === 'service') return { ...common, ...serviceLogin(method.auth, digest) };
  const isOpen = method.rule === 'open';
  const invitationFields = [{ name: 'invitation', label: 'Invitation', secret: true }];
  return {
    ...common,
    fields: isOpen ? [] : invitationFields,
    hasEnded: async () => false,
    async enter({ invitation = '' }) {
      if (isOpen) return { authentication: { account: '' } };
      const name = await nameIn(invitation);
      if (name === undefined) return { problem: 'This invitation is not valid, or has expired.' };
      return { authentication: { account: await digest(JSON.stringify(['invitation', name])) } };
    },
  };
}

/** Returns a login with keys, passwords and similar credentials. Only a positive response of the API signs in. */
function formLogin(
  { auth, canCheck }: Extract<LoginMethod, { by: 'form' }>,
  displayName: string,
  digest: Users['digest'],
): FormLogin {
  const { provider, fields } = auth;
  return {
    fields,
    async enter(values) {
      const check = await checkEntered(auth, values);
      if (check.is === 'invalid') return { problem: `${check.problem}.` };
      if (check.is === 'rejected')
        return {
          problem: `${displayName} rejected these credentials. ${check.why ?? 'Check that they are complete and still valid.'}`,
        };
      if (check.is === 'unknown' && canCheck)
        return {
          problem: `${displayName} cannot tell now whether these credentials are valid. Nothing was stored. Try again later.`,
          isOutage: true,
        };
      const { credentials } = check;
      const text = JSON.stringify([provider, Object.entries(credentials).sort()]);
      return { authentication: { account: await digest(text), credentials } };
    },
    async hasEnded(userId) {
      const credentials = await auth.getCredentials(userId);
      return (
        credentials === null ||
        !canCheck ||
        (await checkCredentials(auth, credentials)).is === 'rejected'
      );
    },
  };
}

function serviceLogin(auth: OAuthAuth, digest: Users['digest']): ServiceLogin {
  const { provider, client } = auth;
  return {
    begin: client.begin,
    async finish(query, pending) {
      const credentials = await client.finish(query, pending);
      const account = await accountId(auth, credentials);
      const text = JSON.stringify([provider, client.issuer(), account]);
      return { account: account === undefined ? '' : await digest(text), credentials };
    },
    async hasEnded(userId) {
      const credentials = await auth.getCredentials(userId); // absent if the service has ended them
      if (credentials === null) return true;
      if (!auth.settings.account) return credentials.refreshToken === undefined;
      const error: unknown = await accountId(auth, credentials).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      return error instanceof ApiError && error.failure === 'unauthorized';
    },
  };
}

/** Returns whether the browser goes to a service to sign in, and not to a form of this server. */
export const isServiceLogin = (
  login: ProviderLogin,
): login is Extract<ProviderLogin, ServiceLogin> => 'begin' in login;
