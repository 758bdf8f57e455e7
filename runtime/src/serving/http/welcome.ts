import {
  issuersOf,
  type Principal,
  type TokenVerifier,
  type UserId,
} from '../../identity/principal.js';
import type { Route } from '../../project/route.js';
import type { ProviderModule } from '../../provider/loader.js';

const NOT_SIGNED_IN = 'not signed in';

/**
 * Prints the first lines in a terminal: the URL of each provider and agent, who can call it, and
 * whether the local user is signed in.
 */
export async function printWelcome(
  url: string,
  modules: readonly Pick<ProviderModule, 'mcpInstance' | 'apiAuth'>[],
  agents: readonly Pick<Route, 'path'>[],
  verifier: TokenVerifier | undefined,
  { userId }: Principal,
): Promise<void> {
  const rows = await Promise.all(
    modules.map(async ({ mcpInstance: { PROVIDER_NAME: name }, apiAuth }) => ({
      name,
      address: `${url}/${name}/mcp`,
      state: verifier === undefined ? await signInState(apiAuth, userId) : '',
    })),
  );
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, address, state }) =>
    `  ${name.padEnd(width)}  ${address}  ${state}`.trimEnd(),
  );
  const unsignedProviders = rows
    .filter(({ state }) => state === NOT_SIGNED_IN)
    .map(({ name }) => name);
  const callerText = verifier ? callersOf(verifier) : 'this machine only';
  const [first] = unsignedProviders;
  process.stderr.write(
    [
      '',
      'MCP server is running.',
      '',
      ...lines,
      '',
      ...agents.map(({ path }) => `  Agent    ${url}${path}`),
      `  Callers  ${callerText}`,
      ...(first === undefined
        ? []
        : [`  Sign in  node dist/server.js --provider ${first} --local-auth`]),
      '  Stop     Ctrl+C',
      '',
      '',
    ].join('\n'),
  );
}

function callersOf(verifier: TokenVerifier): string {
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  return issuers.length > 0 ? `tokens of ${issuers.join(', ')}` : 'users that a proxy names';
}

/**
 * Returns the sign-in state of the local user; empty for providers without sign-in. The server also
 * runs if the store is not available.
 */
async function signInState(
  { getCredentials, signOut }: ProviderModule['apiAuth'],
  userId: UserId,
): Promise<string> {
  if (!signOut) return '';
  try {
    return (await getCredentials(userId)) === null ? NOT_SIGNED_IN : 'signed in';
  } catch {
    return 'sign-in unknown: the credentials cannot be read';
  }
}
