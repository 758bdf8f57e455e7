import { join } from 'node:path';
import { createVault } from '../../src/credentials/vault.js';
import { oauthClient } from '../../src/oauth/client.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';
import { openProject } from '../../src/project/project.js';

/** One process's view of the credentials, with locks that are taken over soon. */
export function openCredentials() {
  const vault = createVault('chat', { waitMs: 10_000, staleMs: 400, beatMs: 50 });
  const { CHAT_ISSUER: issuer } = process.env;
  const settings = { ...(issuer && { issuer }), clientAuthentication: 'none' } as const;
  return refreshedCredentials(vault, oauthClient('chat', settings));
}

/** A process that prints the access token of one user. */
if (process.argv[1] === import.meta.filename) {
  openProject(join(import.meta.dirname, '..', 'project'));
  const credentials = await openCredentials().get(process.argv[2] ?? '');
  process.stdout.write(String(credentials?.accessToken));
}
