import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  form: { apiKey: secret },
  environment: { API_KEY: secret },
  sent: {
    headers: {
      'x-api-key': secret,
    },
  },
});
