import { createHash } from 'node:crypto';
import { LINK_SECONDS } from './tickets.js';

/** One cookie for each state, so that two links at once do not disturb each other. */
export function cookieJar(isSecure: boolean) {
  const name = (state: string) => {
    const digest = createHash('sha256').update(state).digest('hex').slice(0, 24);
    return `${isSecure ? '__Host-' : ''}link-${digest}`;
  };
  // Lax: a strict cookie is missing where the browser comes back from the service.
  const line = (state: string, value: string, seconds: number) =>
    `${name(state)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`;

  return {
    write: (state: string, value: string) => line(state, value, LINK_SECONDS),
    clear: (state: string) => line(state, '', 0),
    read(request: Request, state: string): string | undefined {
      const start = `${name(state)}=`;
      const pairs = request.headers.get('cookie')?.split(/;\s*/) ?? [];
      return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
    },
  };
}
