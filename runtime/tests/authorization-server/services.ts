import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';

const random = () => randomBytes(8).toString('hex');

/** Two real services as this server sees them: "orders" with API keys, and "forge" with OAuth and an account for each user. */
export async function startServices(users: readonly string[] = ['ann', 'bob', 'team']) {
  const keys = new Map(users.map((who) => [keyOf(who), who]));
  const codes = new Map<string, { who: string; challenge: string | null }>();
  const tokens = new Map<string, string>();
  const refreshTokens = new Map<string, string>();
  const requests: string[] = [];
  /** Whose keys "orders" has got. */
  const callers: string[] = [];
  const orders = {
    /** Of every response. */
    status: 200,
  };
  const forge = {
    who: 'ada',
    /** What its authorization page answers in place of a code. */
    error: '',
    /** Of its token endpoint. */
    status: 200,
    givesRefreshTokens: true,
    revoked: [] as string[],
    /** As the service does when a person removes the app there. */
    forget(who: string) {
      for (const map of [tokens, refreshTokens])
        for (const [token, one] of map) if (one === who) map.delete(token);
    },
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const form = new URLSearchParams(body);
      const json = (status: number, value: object) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(value));
      const path = url.pathname;
      requests.push(`${request.method} ${path}`);
      if (path.startsWith('/orders/')) {
        const { authorization, 'x-api-key': key } = request.headers;
        const who = keys.get(String(key ?? authorization?.replace('Bearer ', '')));
        if (who !== undefined) callers.push(who);
        if (orders.status !== 200) return json(orders.status, { error: 'not now' });
        return who === undefined ? json(401, { error: 'unknown key' }) : json(200, { who, path });
      }
      if (path === '/forge/authorize') {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        if (forge.error === '') {
          const code = random();
          codes.set(code, {
            who: forge.who,
            challenge: url.searchParams.get('code_challenge'),
          });
          back.searchParams.set('code', code);
        } else back.searchParams.set('error', forge.error);
        return response.writeHead(302, { location: back.href }).end();
      }
      if (path === '/forge/token') {
        if (forge.status !== 200) return json(forge.status, { error: 'server_error' });
        const issue = (who: string) => {
          const [access, refresh] = [random(), random()];
          tokens.set(access, who);
          refreshTokens.set(refresh, who);
          return json(200, {
            access_token: access,
            ...(forge.givesRefreshTokens && { refresh_token: refresh }),
            token_type: 'Bearer',
            expires_in: 3600,
          });
        };
        if (form.get('grant_type') === 'refresh_token') {
          const who = refreshTokens.get(form.get('refresh_token') ?? '');
          return who === undefined ? json(400, { error: 'invalid_grant' }) : issue(who);
        }
        const known = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        const verifier = form.get('code_verifier') ?? '';
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        return known?.challenge === challenge
          ? issue(known.who)
          : json(400, { error: 'invalid_grant' });
      }
      if (path === '/forge/revoke') {
        const token = form.get('token') ?? '';
        forge.revoked.push(token);
        forge.forget(refreshTokens.get(token) ?? tokens.get(token) ?? '');
        return json(200, {});
      }
      if (path.startsWith('/forge/')) {
        const { 1: token = '' } = /^Bearer (.*)/.exec(request.headers.authorization ?? '') ?? [];
        const who = tokens.get(token);
        return who === undefined
          ? json(401, { error: 'no' })
          : json(200, { user: { id: who }, path });
      }
      return json(404, {});
    });
  });
  const { origin, close } = await listenOnLoopback(server);
  return { origin, keys, orders, forge, requests, callers, close };
}
export type Services = Awaited<ReturnType<typeof startServices>>;

export const keyOf = (who: string): string => `key-of-${who}-0123456789`;
