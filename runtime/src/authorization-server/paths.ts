/** Where the authorization server responds. */
export const AUTHORIZE = '/oauth/authorize';
export const TOKEN = '/oauth/token';
export const REGISTER = '/oauth/register';
export const REVOKE = '/oauth/revoke';
/** Where users see the sign-ins of an account that they have just proven, and end them. */
export const SIGN_INS = '/oauth/sign-ins';
/** Where users come back from the service of a provider. */
export const callbackPath = (provider: string): string => `/${provider}/link/callback`;
