/** Paths of the authorization server. */
export const AUTHORIZE = '/oauth/authorize';
export const TOKEN = '/oauth/token';
export const REGISTER = '/oauth/register';
export const REVOKE = '/oauth/revoke';
/** Page where users see and end the sign-ins of an account that they have just proven. */
export const SIGN_INS = '/oauth/sign-ins';
/** Path to which the service of a provider returns users. */
export const callbackPath = (provider: string): string => `/${provider}/link/callback`;
