import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  credentials: { accessToken: secret },
  sent: { headers: { authorization: `Bearer ${secret}` } },
  ofServer: true,
});
