import { OAuthError } from '../oauth/errors.js';
import type { LinkStep } from './tickets.js';

/** Requests to the issuer under way at once: anyone can start a login. */
const MAX_LOGINS = 50;

/** Logins at the callers' issuer. openid-client is loaded at the first visit. */
export function limitLogins(issuer: string) {
  let opened: ReturnType<typeof openLogin> | undefined;
  let underWay = 0;

  function open() {
    opened ??= openLogin(issuer).catch((error: unknown) => {
      opened = undefined; // an outage at the first visit is temporary
      throw error;
    });
    return opened;
  }

  async function limited<T>(task: () => Promise<T>): Promise<T> {
    if (underWay >= MAX_LOGINS) throw new OAuthError('unavailable', 'Too many logins at once.');
    underWay++;
    try {
      return await task();
    } finally {
      underWay--;
    }
  }

  return {
    begin: (redirectUri: string) => limited(async () => (await open()).begin(redirectUri)),
    /** The user id, as the token verifier names it. */
    finish: (response: URLSearchParams, pending: LinkStep['pending']) =>
      limited(async () => (await open()).finish(response, pending)),
  };
}

async function openLogin(issuer: string) {
  const { loginAt } = await import('./login.js');
  return loginAt(issuer);
}
