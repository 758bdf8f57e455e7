import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createVault } from '../../../src/credentials/vault.js';
import { verifiedPrincipal } from '../../../src/identity/principal.js';
import { redeemOnce } from '../../../src/oauth/account-link/tickets.js';

it('a link can be used after the key was replaced, once', async () => {
  const { userId } = verifiedPrincipal('https://issuer.example.com', 'ada');
  const until = Date.now() + 60_000;
  const use = (name: string) => redeemOnce(createVault('chat'), { userId, name, until });
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  await use('before');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  await use('after');
  await expect(use('after')).rejects.toThrow('This link was used before.');
});
