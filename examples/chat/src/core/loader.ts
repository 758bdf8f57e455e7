import type { CreateServer, InitializationOptions } from './instance.js';
import type { Principal } from './principal.js';
import type { AuthServer, AuthServerOptions } from './sign-in/loopback-server.js';
import { loadConfig } from './config.js';

/** The contract: what every provider exports, by file. */
export interface ProviderModule {
  mcpInstance: {
    PROVIDER_NAME: string;
    tool: unknown;
    createServer: CreateServer;
    getInitializationOptions(): InitializationOptions;
  };
  serverAuth: { runAuthServer(options: AuthServerOptions): Promise<AuthServer> };
  apiAuth: {
    getCredentials(userId: Principal['userId']): Promise<unknown>;
    saveCredentials(userId: Principal['userId'], credentials: never): Promise<void>;
    /** Where people sign in. */
    signOut?(userId: Principal['userId']): Promise<void>;
  };
}

export type Providers = Readonly<Record<string, () => Promise<ProviderModule>>>;

const MANDATORY = {
  mcpInstance: {
    file: 'mcp-instance.ts',
    exports: ['PROVIDER_NAME', 'tool', 'createServer', 'getInitializationOptions'],
  },
  serverAuth: { file: 'server-auth.ts', exports: ['runAuthServer'] },
  apiAuth: { file: 'api/auth.ts', exports: ['getCredentials', 'saveCredentials'] },
} as const;

/**
 * Loads one provider and checks that it keeps the contract.
 * @throws Error that names the missing file, export or entry
 */
export async function loadProvider(providers: Providers, name: string): Promise<ProviderModule> {
  const load = Object.hasOwn(providers, name) ? providers[name] : undefined;
  const known = Object.keys(providers).join(', ');
  if (!load) throw new Error(`There is no provider "${name}". Known providers: ${known}`);
  if (!Object.hasOwn(loadConfig(), name))
    throw new Error(`provider-config.yaml has no entry "${name}"`);
  const module = await load();
  const parts: Partial<Record<string, object>> = { ...module };
  for (const [part, { file, exports }] of Object.entries(MANDATORY)) {
    const missing = exports.find((mandatory) => !(mandatory in (parts[part] ?? {})));
    if (missing) throw new Error(`Provider "${name}": "${file}" does not export "${missing}"`);
  }
  const { PROVIDER_NAME } = module.mcpInstance;
  if (PROVIDER_NAME !== name) {
    throw new Error(
      `Provider "${name}": PROVIDER_NAME is "${PROVIDER_NAME}" and not the directory's name`,
    );
  }
  return module;
}
