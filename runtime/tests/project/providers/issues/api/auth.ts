import { bearerAuth } from '../../../../../src/auth.js';

/** Credentials in the environment, else those this user has stored. */
export const auth = bearerAuth('issues', { token: 'ISSUES_TOKEN' });

export const { getCredentials, saveCredentials, signOut } = auth;
