import type { SignIn } from '../support/fixture.js';

export const signIn = (secret: string): SignIn => ({
  credentials: { apiKey: secret },
  environment: { API_KEY: secret },
  sent: {
    headers: {
      'x-api-key': secret,
    },
  },
});
