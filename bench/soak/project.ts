import { verifiedPrincipal } from '../../runtime/src/identity/principal.js';
import { credentialsFrom } from '../../runtime/src/oauth/credentials.js';
import { oauthAuth } from '../../runtime/src/oauth/oauth-auth.js';
import { openProject } from '../../runtime/src/project/project.js';
import { redisStore } from '../../runtime/src/stores/redis.js';
import type { ApiProvider, ApiTool } from '../../src/kinds/api/spec.js';
import { runNode } from '../measure.js';
import { writeProject } from '../projects.js';
import type { startService } from './service.js';

type Service = Awaited<ReturnType<typeof startService>>;

const tool = (name: string, method: 'GET' | 'POST'): ApiTool => ({
  name,
  description: 'Name the user.',
  inputSchema: { type: 'object', properties: {} },
  outputSchema: { type: 'object', properties: { user: { type: 'string' } }, required: ['user'] },
  request: { method, path: '/user' },
});

/** Builds a project with one provider, which signs in with OAuth and keeps credentials in Redis, and opens it here. */
export async function buildProject(root: string, { oauth, api }: Service): Promise<void> {
  const provider: ApiProvider = {
    name: 'soak',
    kind: 'api',
    displayName: 'Soak',
    description: 'Names the user.',
    baseUrl: api.url,
    auth: { style: 'oauth2', issuer: oauth.url, clientAuthentication: 'none' },
    tools: [tool('read', 'GET'), tool('write', 'POST')],
    resources: [],
    prompts: [],
  };
  writeProject(root, [provider], 'redis');
  await runNode(['node_modules/rolldown/bin/cli.mjs', ...BUILD], root);
  openProject(root, { stores: [redisStore()] });
}

const BUILD = ['src/server.ts', '--dir', 'dist', '--platform', 'node', '--minify'];

/** Stores new credentials for these users, as a sign-in does. */
export async function signIn(
  { oauth, tokensOf }: Service,
  issuer: string,
  users: readonly string[],
): Promise<void> {
  const auth = oauthAuth('soak', { issuer: oauth.url, clientAuthentication: 'none' });
  for (const name of users) {
    const { userId } = verifiedPrincipal(issuer, name);
    await auth.saveCredentials(userId, credentialsFrom(tokensOf(name)));
  }
}
