import type { Session } from '../callers/clients.js';
import type { TestedApi, TestedProvider } from '../tested-provider.js';

/** How requests are signed. It states what the API receives; the rest is read from the provider's `auth`. */
export interface SignIn {
  /** Returns the credentials that each request of a user with this secret contains. */
  sent(secret: string): SentCredentials;
  /** Returns the stored credentials of that user, if the provider's `auth` does not list the fields. */
  credentials?(secret: string): Readonly<Record<string, string>>;
  /** Whose credentials they are: those of each user, of this server, or of no one. */
  owner: 'user' | 'server' | 'nobody';
  /** `auth` of provider-config.yaml. */
  style?: string;
  /** Starts what the provider needs in all of its tests. */
  setUp?(subject: TestedProvider): void;
  /** Tests of the sign-in itself. */
  suites: readonly ((subject: TestedProvider) => void)[];
  /** Tests of the sign-in and of the requests that it signs. */
  apiSuites?: readonly ((subject: TestedApi, session: () => Session) => void)[];
}

/** The credentials of a request as the API receives them. */
export interface SentCredentials {
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  /** Members of the body; requests without a JSON object or a form have them in the query. */
  body?: Readonly<Record<string, string>>;
  /** Before the path: `/key`. */
  path?: string;
}
