/** Paths of the authorization server. */
export const AUTHORIZE_PATH = '/oauth/authorize';
export const OAUTH_TOKEN_PATH = '/oauth/token';
export const REGISTER_PATH = '/oauth/register';
export const REVOKE_PATH = '/oauth/revoke';
/** Page where users see and end the sign-ins of an account that they have just proven. */
export const SIGN_INS_PATH = '/oauth/sign-ins';
/** Returns the path to which the service of a provider returns users. */
export const callbackPath = (provider: string): string => `/${provider}/link/callback`;
