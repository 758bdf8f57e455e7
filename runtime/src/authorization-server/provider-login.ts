import { ApiError } from '../api/api-error.js';
import { checkCredentials, checkEntered } from '../auth/enter-credentials.js';
import type { UserId } from '../identity/principal.js';
import { accountOf } from '../oauth/account.js';
import type { OAuthClient } from '../oauth/client.js';
import type { OAuthAuth } from '../oauth/oauth-auth.js';
import type { Pending } from '../oauth/pending.js';
import { configOf } from '../project/config.js';
import type { FormField } from '../sign-in/form.js';
import type { Invitations } from './invitations.js';
import type { LoginMethod } from './login-method.js';
import type { Users } from './users.js';

/** Who a user has proven to be at the login of one provider. */
export interface Authentication {
  /** Who the user is there, as a digest; empty where that cannot be told. */
  account: string;
  /** Absent: there are none. */
  credentials?: unknown;
}

/** Proven; or not, with what to tell the user. `isOutage`: nobody can be asked now. */
export type LoginResult =
  { authentication: Authentication } | { problem: string; isOutage?: boolean };

/** How the users of one provider prove who they are: the sign-in of the provider. */
export type ProviderLogin = {
  provider: string;
  displayName: string;
  /** Whether it shows who the user is to the API; not where the API asks for nothing, and the owner's rule lets users in. */
  hasAccount: boolean;
} & (FormLogin | ServiceLogin);

interface FormLogin {
  fields: readonly FormField[];
  enter(values: Readonly<Record<string, string>>): Promise<LoginResult>;
  hasEnded(userId: UserId): Promise<boolean>;
}

/** The user signs in at the service. */
interface ServiceLogin {
  begin: OAuthClient['begin'];
  /** @throws OAuthError, ApiError */
  finish(query: URLSearchParams, pending: Pending): Promise<Authentication>;
  /** Whether what is stored for a user is not accepted any longer, and nothing gets other credentials. */
  hasEnded(userId: UserId): Promise<boolean>;
}

/** @param nameIn whom an invitation is for */
export function loginOf(
  method: LoginMethod,
  { digest }: Pick<Users, 'digest'>,
  { nameIn }: Pick<Invitations, 'nameIn'>,
): ProviderLogin {
  const { provider, by } = method;
  const about = { provider, displayName: configOf(provider).name, hasAccount: by !== 'rule' };
  if (method.by === 'form') return { ...about, ...formLogin(method, about.displayName, digest) };
  if (method.by === 'service') return { ...about, ...serviceLogin(method.auth, digest) };
  const isOpen = method.rule === 'open';
  const invited = [{ name: 'invitation', label: 'Invitation', secret: true }];
  return {
    ...about,
    fields: isOpen ? [] : invited,
    hasEnded: async () => false,
    async enter({ invitation = '' }) {
      if (isOpen) return { authentication: { account: '' } };
      const name = await nameIn(invitation);
      if (name === undefined) return { problem: 'This invitation is not valid, or has expired.' };
      return { authentication: { account: await digest(JSON.stringify(['invitation', name])) } };
    },
  };
}

/** Keys, passwords and the like. Only a positive answer of the API signs in. */
function formLogin(
  { auth, canCheck }: Extract<LoginMethod, { by: 'form' }>,
  displayName: string,
  digest: Users['digest'],
): FormLogin {
  const { provider, fields } = auth;
  return {
    fields,
    async enter(values) {
      const checked = await checkEntered(auth, values);
      if (checked.is === 'invalid') return { problem: `${checked.problem}.` };
      if (checked.is === 'rejected')
        return {
          problem: `${displayName} rejected these credentials. ${checked.why ?? 'Check that they are complete and still valid.'}`,
        };
      if (checked.is === 'unknown' && canCheck)
        return {
          problem: `${displayName} cannot tell now whether these credentials are valid. Nothing was stored. Try again later.`,
          isOutage: true,
        };
      const { credentials } = checked;
      const text = JSON.stringify([provider, Object.entries(credentials).sort()]);
      return { authentication: { account: await digest(text), credentials } };
    },
    async hasEnded(userId) {
      const stored = await auth.getCredentials(userId);
      return (
        stored === null || !canCheck || (await checkCredentials(auth, stored)).is === 'rejected'
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
      const account = await accountOf(auth, credentials);
      const text = JSON.stringify([provider, client.issuer(), account]);
      return { account: account === undefined ? '' : await digest(text), credentials };
    },
    async hasEnded(userId) {
      const stored = await auth.getCredentials(userId); // those that the service has ended are gone
      if (stored === null) return true;
      if (!auth.settings.account) return stored.refreshToken === undefined;
      const error: unknown = await accountOf(auth, stored).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      return error instanceof ApiError && error.failure === 'unauthorized';
    },
  };
}

export const isServiceLogin = (
  login: ProviderLogin,
): login is Extract<ProviderLogin, ServiceLogin> => 'begin' in login;
