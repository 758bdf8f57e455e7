import { type UserId, verifiedPrincipal } from '../identity/principal.js';
import { entryInCode } from '../project/config-file.js';
import { log } from '../project/log.js';
import { projectInCode, type ProjectSettings, runInProject } from '../project/project.js';
import { endProject } from '../serving/end-project.js';
import { isSafeUrl } from '../utils/addresses.js';
import type { Environment } from '../utils/settings.js';
import type { ManagedServer } from './client-manager.js';
import { notBegunError, ServerSignIns } from './server-sign-ins.js';

/** Client metadata for authorization servers, and the token store. */
export interface OAuthManagerOptions extends Pick<ProjectSettings, 'stores' | 'log'> {
  /** Redirect URI of all sign-ins; its page calls `finish`. https, or http of a loopback address. */
  callbackUrl: string;
  /** Client name that users see on the consent page. */
  name: string;
  /**
   * Environment of `TOKEN_STORE`, keys and `MCP_DATA_DIR`, and of manually registered clients:
   * `<SERVER>_CLIENT_ID`, `<SERVER>_CLIENT_SECRET`. Default: `process.env`.
   */
  env?: Environment;
}

/**
 * Manages sign-ins of a program's users at MCP servers that require OAuth. Every user id must come
 * from the program's own session.
 */
export interface OAuthManager {
  /** Servers for `clientManager`, with the users' access tokens and sign-in URLs. */
  readonly servers: Readonly<Record<string, ManagedServer>>;
  /**
   * Begins a sign-in and returns the URL for the browser of this user. The client registers itself
   * if necessary.
   * @param scopes in addition to those that the server requires and the user has granted
   * @throws OAuthError; ToolError if the metadata of the server is unsafe, or the server requires
   * no sign-in
   */
  begin(userId: string, server: string, scopes?: readonly string[]): Promise<string>;
  /**
   * Stores the tokens of the user whose browser has returned; the same callback may arrive several
   * times.
   * @param callback URL including its query
   * @returns the name of the server
   * @throws OAuthError: `invalid` if this user has not begun it within ten minutes, `declined` if
   * the user has declined
   */
  finish(userId: string, callback: string | URL): Promise<string>;
  /**
   * Returns the access token of a user, refreshed before it expires; undefined if the user must
   * sign in.
   * @param rejected the token that the server has just refused
   * @throws OAuthError if the authorization server cannot be reached now
   */
  token(userId: string, server: string, rejected?: string): Promise<string | undefined>;
  /** Ends a sign-in here and at the authorization server. @throws OAuthError if it has ended only here */
  end(userId: string, server: string): Promise<void>;
  /** Waits for refreshed tokens to be stored. */
  close(): Promise<void>;
}

/**
 * Signs the users of a program in to MCP servers, in any number of processes that share a store: it registers the client,
 * uses PKCE, and refreshes each token in one process at a time. Like the tokens of providers, these are stored encrypted, in
 * `TOKEN_STORE` or in files.
 * @param servers URLs by name; names consist of `a-z`, `0-9` and `_`, because names of environment variables begin with them
 * @throws StartError, TypeError for a name or a URL that cannot be used
 * @example
 * const accounts = oauthManager({ notes: 'https://notes.acme.dev/mcp' }, { name: 'Acme Chat', callbackUrl });
 * const manager = clientManager(accounts.servers);
 */
export function oauthManager(
  servers: Readonly<Record<string, string>>,
  { callbackUrl, name: title, env = process.env, ...settings }: OAuthManagerOptions,
): OAuthManager {
  if (!isSafeUrl(callbackUrl))
    throw new TypeError('"callbackUrl" must be an https URL (http only for loopback addresses).');
  const names = Object.keys(servers);
  const invalidName = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (invalidName !== undefined)
    throw new TypeError(
      `The name "${invalidName}" must consist of a-z, 0-9 and "_", and begin with a letter.`,
    );
  const about = { name: title, description: title };
  const entries = Object.entries(servers).map(
    ([name, server]) => [name, entryInCode(name, about, { kind: 'mcp', server })] as const,
  );
  // MCP_PUBLIC_URL is unset, because this program serves no client metadata document.
  const projectSettings = { ...settings, env: { ...env, MCP_PUBLIC_URL: undefined } };
  const project = projectInCode(Object.fromEntries(entries), projectSettings);
  const signInsByServer = new Map(
    Object.entries(servers).map(([name, url]) => [name, new ServerSignIns(name, url, env)]),
  );

  function atServer<T>(
    userId: string,
    server: string,
    task: (signIns: ServerSignIns, user: UserId) => Promise<T>,
  ): Promise<T> {
    const signIns = signInsByServer.get(server);
    if (!signIns)
      throw new TypeError(`There is no server "${server}". Servers: ${names.join(', ')}.`);
    if (typeof userId !== 'string' || userId === '')
      throw new TypeError('The user id must be a text that is not empty.');
    return runInProject(project, () => task(signIns, verifiedPrincipal('host', userId).userId));
  }

  const manager: Omit<OAuthManager, 'servers'> = {
    begin: async (userId, server, scopes) =>
      atServer(userId, server, (signIns, user) => signIns.begin(user, callbackUrl, scopes)),
    async finish(userId, callback) {
      const { searchParams: query } = new URL(callback);
      const [server = '', state = ''] = query.get('state')?.split('.') ?? [];
      if (!signInsByServer.has(server)) throw notBegunError();
      query.set('state', state);
      await atServer(userId, server, (signIns, user) => signIns.finish(user, state, query));
      return server;
    },
    token: async (userId, server, rejectedToken) =>
      atServer(userId, server, (signIns, user) => signIns.token(user, rejectedToken)),
    end: async (userId, server) => atServer(userId, server, (signIns, user) => signIns.end(user)),
    close: () => endProject(project),
  };
  const managedServers = names.map((server): [string, ManagedServer] => [
    server,
    {
      url: servers[server] ?? '',
      token: (userId, rejectedToken) => manager.token(userId, server, rejectedToken),
      signInUrl: (userId) =>
        manager.begin(userId, server).catch((error: unknown) => {
          log('error', 'sign-in', error, { provider: server });
          return undefined;
        }),
    },
  ]);
  return { ...manager, servers: Object.fromEntries(managedServers) };
}
