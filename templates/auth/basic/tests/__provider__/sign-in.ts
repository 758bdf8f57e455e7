import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  credentials: { username: 'somebody', password: secret },
  environment: { USERNAME: 'somebody', PASSWORD: secret },
  sent: {
    headers: { authorization: `Basic ${Buffer.from(`somebody:${secret}`).toString('base64')}` },
  },
});
