import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  credentials: { token: secret },
  environment: { TOKEN: secret },
  sent: { headers: { authorization: `Bearer ${secret}` } },
});
