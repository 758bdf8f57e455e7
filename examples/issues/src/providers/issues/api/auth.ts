import { bearerAuth } from 'mcp-provider/auth';

export const auth = bearerAuth('issues', { token: 'ISSUES_TOKEN' });

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
