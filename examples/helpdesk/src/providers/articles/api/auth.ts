import { basicAuth } from 'mcp-provider/auth';

export const auth = basicAuth('articles', {
  username: 'ARTICLES_USERNAME',
  password: 'ARTICLES_PASSWORD',
});

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
