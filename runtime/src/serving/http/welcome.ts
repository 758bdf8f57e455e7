import {
  issuersOf,
  type Principal,
  type TokenVerifier,
  type UserId,
} from '../../identity/principal.js';
import type { Route } from '../../project/route.js';
import type { ProviderModule } from '../../provider/loader.js';

/** The first lines in a terminal: where each provider and agent is, who can call it, whether the person is signed in. */
export async function welcome(
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
      state: verifier === undefined ? await stateOf(apiAuth, userId) : '',
    })),
  );
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, address, state }) =>
    `  ${name.padEnd(width)}  ${address}  ${state}`.trimEnd(),
  );
  const unsigned = rows.filter(({ state }) => state === NOT_SIGNED_IN).map(({ name }) => name);
  const access = verifier ? acceptedBy(verifier) : 'this machine only';
  const [first] = unsigned;
  process.stderr.write(
    [
      '',
      'MCP server is running.',
      '',
      ...lines,
      '',
      ...agents.map(({ path }) => `  Agent    ${url}${path}`),
      `  Callers  ${access}`,
      ...(first === undefined
        ? []
        : [`  Sign in  node dist/server.js --provider ${first} --local-auth`]),
      '  Stop     Ctrl+C',
      '',
      '',
    ].join('\n'),
  );
}

function acceptedBy(verifier: TokenVerifier): string {
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  return issuers.length > 0 ? `tokens of ${issuers.join(', ')}` : 'users that a proxy names';
}

const NOT_SIGNED_IN = 'not signed in';

/** Of the person at this machine; empty for providers without sign-in. The server also runs where the store is not available. */
async function stateOf(
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
