import { ApiError } from '../api/api-error.js';
import { checkCredentials, checkEntered } from '../auth/enter-credentials.js';
import type { UserId } from '../identity/principal.js';
import type { OAuthClient } from '../oauth/client.js';
import type { Pending } from '../oauth/pending.js';
import type { OAuthAuth } from '../oauth/oauth-auth.js';
import { configOf } from '../project/config.js';
import type { FormField } from '../sign-in/form.js';
import { accountOf } from '../oauth/account.js';
import type { Entry } from './entry.js';
import type { Invitations } from './invitations.js';
import type { Users } from './users.js';

/** What a user has proven at one door. */
export interface Proof {
  /** Who the user is there, as a digest; empty where that cannot be told. */
  account: string;
  /** Absent: there are none. */
  credentials?: unknown;
}

/** Proven; or not, with what to tell the user. `isOutage`: nobody can be asked now. */
export type Answer = { proof: Proof } | { problem: string; isOutage?: boolean };

/** How the users of one provider prove who they are: the sign-in of the provider. */
export type Door = {
  provider: string;
  displayName: string;
  /** Whether the owner has opened it for a provider whose API asks for nothing. */
  isGate: boolean;
} & (FormDoor | ServiceDoor);

interface FormDoor {
  fields: readonly FormField[];
  enter(values: Readonly<Record<string, string>>): Promise<Answer>;
  hasEnded(userId: UserId): Promise<boolean>;
}

/** The user signs in at the service. */
interface ServiceDoor {
  begin: OAuthClient['begin'];
  /** @throws OAuthError, ApiError */
  finish(query: URLSearchParams, pending: Pending): Promise<Proof>;
  /** Whether what is stored for a user is not accepted any longer, and nothing gets other credentials. */
  hasEnded(userId: UserId): Promise<boolean>;
}

/** @param nameIn whom an invitation is for */
export function doorOf(
  entry: Entry,
  { digest }: Pick<Users, 'digest'>,
  { nameIn }: Pick<Invitations, 'nameIn'>,
): Door {
  const { provider, by } = entry;
  const about = { provider, displayName: configOf(provider).name, isGate: by === 'gate' };
  if (entry.by === 'form') return { ...about, ...formDoor(entry, about.displayName, digest) };
  if (entry.by === 'service') return { ...about, ...serviceDoor(entry.auth, digest) };
  const { gate } = entry;
  const invited = [{ name: 'invitation', label: 'Invitation', secret: true }];
  return {
    ...about,
    fields: gate === 'open' ? [] : invited,
    hasEnded: async () => false,
    async enter({ invitation = '' }) {
      if (gate === 'open') return { proof: { account: '' } };
      const name = await nameIn(invitation);
      if (name === undefined) return { problem: 'This invitation is not valid, or has expired.' };
      return { proof: { account: await digest(JSON.stringify(['invitation', name])) } };
    },
  };
}

/** Keys, passwords and the like. Only a positive answer of the API signs in. */
function formDoor(
  { auth, canCheck }: Extract<Entry, { by: 'form' }>,
  displayName: string,
  digest: Users['digest'],
): FormDoor {
  const { provider, fields } = auth;
  return {
    fields,
    async enter(values) {
      const checked = await checkEntered(auth, values);
      if (checked.is === 'invalid') return { problem: `${checked.problem}.` };
      if (checked.is === 'rejected')
        return { problem: `${displayName} rejected these credentials. ${checked.why ?? 'Check that they are complete and still valid.'}` }; // prettier-ignore
      if (checked.is === 'unknown' && canCheck)
        return { problem: `${displayName} cannot tell now whether these credentials are valid. Nothing was stored. Try again later.`, isOutage: true }; // prettier-ignore
      const { credentials } = checked;
      const text = JSON.stringify([provider, Object.entries(credentials).sort()]);
      return { proof: { account: await digest(text), credentials } };
    },
    async hasEnded(userId) {
      const stored = await auth.getCredentials(userId);
      return (
        stored === null || !canCheck || (await checkCredentials(auth, stored)).is === 'rejected'
      );
    },
  };
}

function serviceDoor(auth: OAuthAuth, digest: Users['digest']): ServiceDoor {
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
      const error: unknown = await accountOf(auth, stored).then(() => undefined, (cause: unknown) => cause); // prettier-ignore
      return error instanceof ApiError && error.failure === 'unauthorized';
    },
  };
}

export const isService = (door: Door): door is Extract<Door, ServiceDoor> => 'begin' in door;
