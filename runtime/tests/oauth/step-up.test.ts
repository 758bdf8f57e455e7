import { expect, it, onTestFinished, vi } from 'vitest';
import { createVault } from '../../src/credentials/vault.js';
import type { OAuthClient } from '../../src/oauth/client.js';
import { stepUp } from '../../src/oauth/step-up.js';
import { userNamed } from '../context.js';
import { temporaryFolder } from '../temporary-folder.js';

it('bounds the scopes of a user, of which the newest are kept', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('MCP_DATA_DIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  let asked: readonly string[] | undefined;
  const client = {
    issuer: () => 'https://auth.example',
    begin: (_: string, scopes?: readonly string[]) => Promise.resolve((asked = scopes)),
  };
  const scopes = stepUp(createVault('chat'), client as unknown as OAuthClient);
  const granted = { accessToken: 'token', scopes: ['read'] };
  expect(
    await scopes.require(userNamed('ann'), granted, ['read', 'x'.repeat(1_000), 'first']),
  ).toEqual(['first']);
  for (let n = 0; n < 30; n += 1) await scopes.require(userNamed('ann'), granted, [`scope-${n}`]);
  await scopes.clientFor(userNamed('ann')).begin('http://127.0.0.1/callback');
  expect([asked?.length, asked?.at(-1)]).toEqual([20, 'scope-29']);
  await scopes.clientFor(userNamed('bob')).begin('http://127.0.0.1/callback');
  expect(asked).toEqual([]);
});
