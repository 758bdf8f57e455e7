import { noAuth } from 'mcp-provider/auth';

/** No sign-in is required. */
export const auth = noAuth();
export const { getCredentials, saveCredentials } = auth;
