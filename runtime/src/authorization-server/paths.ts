/** The path of the authorization endpoint (RFC 6749 section 3.1). */
export const AUTHORIZE_PATH = '/oauth/authorize';
/** The path of the token endpoint (RFC 6749 section 3.2). */
export const OAUTH_TOKEN_PATH = '/oauth/token';
/** The path at which clients register (RFC 7591). */
export const REGISTER_PATH = '/oauth/register';
/** The path at which clients revoke tokens (RFC 7009). */
export const REVOKE_PATH = '/oauth/revoke';
/** The path of the page where users see and end the sign-ins of an account that they have just proven. */
export const SIGN_INS_PATH = '/oauth/sign-ins';
/** Returns the path to which the service of a provider returns users. */
export const callbackPath = (provider: string): string => `/${provider}/link/callback`;
