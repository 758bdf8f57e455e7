import { randomBytes } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import { openCredentials } from './suspended.js';

/** The credentials of Alice at an issuer; the access token has expired. */
export async function expiredSignIn(issuer: string) {
  vi.stubEnv('CHAT_ISSUER', issuer);
  vi.stubEnv('CHAT_CLIENT_ID', 'id');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const own = openCredentials();
  await own.save('alice', { accessToken: 'access-0', refreshToken: 'refresh-0', expiresAt: 0 });
  return own;
}
