import { noAuth } from 'mcp-provider/auth';

/** This API does not require sign-in. */
export const auth = noAuth();
export const { getCredentials, saveCredentials } = auth;
