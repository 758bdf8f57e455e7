import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  form: { token: secret },
  environment: { TOKEN: secret },
  sent: { headers: { authorization: `Bearer ${secret}` } },
});
