import type { Client } from '@modelcontextprotocol/client';
import type { ApiAuth } from '../api/api-auth.js';
import { signIns } from '../api/sign-in-needed.js';
import { ToolError } from '../call/result/tool-error.js';
import { callMs } from '../fetch/deadline.js';
import { isVerifiedCaller, type Principal, type UserId } from '../identity/principal.js';
import { configOf } from '../project/config.js';
import { environmentOf, projectOf, valuePerProject } from '../project/project.js';
import { isUrl } from '../utils/addresses.js';
import { isSecretName } from '../utils/argument-names.js';
import { commandWords } from '../utils/command-words.js';
import { setting } from '../utils/settings.js';
import { AcceptedTools } from './accepted-tools.js';
import { authorizedFetch } from './authorized-fetch.js';
import type { RemoteTool } from './catalog.js';
import { causesOf } from './causes.js';
import { CLIENT_INFO, connectToServer } from './connect.js';
import { heldCalls } from './held-calls.js';
import { limitedFetch, REMOTE_LIMITS } from './limited-fetch.js';
import { connectionPool, type Pool } from './pool.js';
import type { RemoteOptions } from './server.js';
import { ProgramEndedError } from './stdio-transport.js';
import type { RemoteTarget } from './target.js';

const CONNECT_MS = 20_000;
/** `npx` may have to install a program first. */
const START_MS = 120_000;
/** Key of the connection of a program that serves all users of this machine, because it has no credentials. */
export const SHARED_CONNECTION = '';

type Environment = Readonly<Record<string, string>>;

/** The connections of users to the MCP server of a provider. */
export class UserConnections<Credentials = unknown> {
  readonly provider: string;
  /** The accepted tools, by name at the server. */
  readonly tools = new Map<string, RemoteTool>();
  readonly held: ReturnType<typeof heldCalls>;
  readonly accepted: () => AcceptedTools;
  readonly pool: () => Pool;
  readonly #auth: ApiAuth<Credentials>;
  readonly #options: RemoteOptions;
  readonly #fetch: ReturnType<typeof limitedFetch>;
  /** Secrets that the server of a connection received last, which no result may contain. */
  readonly #secretsByClient = new WeakMap<Client, () => string[]>();

  constructor(provider: string, auth: ApiAuth<Credentials>, options: RemoteOptions) {
    this.provider = provider;
    this.#auth = auth;
    this.#options = options;
    const limits = { ...REMOTE_LIMITS, timeoutMs: callMs(), ...options.limits };
    this.#fetch = limitedFetch(limits, options.fetch);
    this.held = heldCalls(provider);
    this.accepted = valuePerProject(provider, () => new AcceptedTools(provider, this.tools));
    this.pool = valuePerProject(provider, () => {
      const pool = connectionPool(provider, (userId) => this.#open(userId), options);
      projectOf(provider).ending.add(() => pool.close());
      return pool;
    });
  }

  /** Returns the key of a user's connection in the pool. */
  keyFor({ userId }: Pick<Principal, 'userId'>): string {
    return this.#isProgram && !this.#auth.environment ? SHARED_CONNECTION : userId;
  }

  /** @throws ToolError if a program, which has one user, would serve several verified callers */
  keyForCall(principal: Principal): string {
    const key = this.keyFor(principal);
    const { shared_credentials } = configOf(this.provider);
    if (key === SHARED_CONNECTION && isVerifiedCaller(principal.userId) && !shared_credentials)
      throw new ToolError(
        `"${this.provider}" is a program that serves one user. Its operator can share it with all callers: "shared_credentials: true" in provider-config.yaml.`,
      );
    return key;
  }

  /** Returns the credentials that the server of a connection got last; no result may contain them. */
  secretsOf(client: Client): string[] {
    return this.#secretsByClient.get(client)?.() ?? [];
  }

  /** Adds the output of an ended program to its error, for the log. Of callers, only the local user is its operator. */
  quoteProgram(error: unknown, userId: string, secrets: readonly string[]): void {
    const isForCaller = !this.#isShared(userId) && !isVerifiedCaller(userId);
    for (const cause of causesOf(error))
      if (cause instanceof ProgramEndedError) cause.quote(secrets, isForCaller);
  }

  #isShared(userId: string): boolean {
    return userId === SHARED_CONNECTION && configOf(this.provider).shared_credentials === true;
  }

  get #isProgram(): boolean {
    return !isUrl(configOf(this.provider).server ?? '');
  }

  async #open(userId: string): Promise<Client> {
    // The shared connection makes no requests.
    const requests = authorizedFetch(this.provider, this.#auth, userId as UserId, this.#fetch);
    const environment = await this.#environmentOf(userId as UserId);
    // Other variables can be addresses and user names.
    const names = Object.keys(environment).filter(isSecretName);
    const secrets = names.flatMap((name) => environment[name] ?? []);
    const client = await connectToServer(targetOf(this.provider, this.#options, environment), {
      client: CLIENT_INFO,
      ...requests,
      timeoutMs: this.#isProgram ? START_MS : CONNECT_MS,
      ...(this.#options.isLegacy && { isLegacy: true }),
      // A program with several users could ask none of them, so it must not expect answers.
      ...(!this.#isShared(userId) && { answer: this.held.answer }),
    }).catch((error: unknown) => {
      this.quoteProgram(error, userId, secrets);
      throw error;
    });
    this.#secretsByClient.set(client, () => [...requests.presented(), ...secrets]);
    await this.accepted().check(userId, client);
    return client;
  }

  /** Returns the environment variables of the program of a user. @throws AuthNeededError */
  async #environmentOf(userId: UserId): Promise<Environment> {
    const auth = this.#auth;
    if (!this.#isProgram) return {};
    const env = environmentOf(this.provider);
    const settings = Object.fromEntries(
      Object.entries(this.#options.environment ?? {}).flatMap(([name, variable]) => {
        const value = setting(variable, env);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    if (!auth.environment) return settings;
    const { ended, readable } = signIns(this.provider, auth);
    const credentials = await readable(userId, auth.getCredentials(userId));
    if (credentials === null) throw await ended(userId);
    return { ...settings, ...auth.environment(credentials) };
  }
}

function targetOf(provider: string, { headers }: RemoteOptions, env: Environment): RemoteTarget {
  const { server = '' } = configOf(provider);
  if (isUrl(server)) return { url: new URL(server), ...(headers && { headers }) };
  const [command = '', ...args] = commandWords(server);
  return { command, args, cwd: projectOf(provider).root, env };
}
