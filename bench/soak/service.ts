import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { restartable } from './restartable.js';

/** Access tokens are refreshed many times during a run. */
const TOKEN_SECONDS = 10;

/** Tokens are `<user>.<number>`. Each refresh token is valid once: a second use ends the sign-in. */
export async function startService() {
  const newest = new Map<string, number>();
  const counts = { refreshed: 0, reused: 0, api: 0 };

  function tokensOf(user: string) {
    const number = (newest.get(user) ?? 0) + 1;
    newest.set(user, number);
    const [access_token, refresh_token] = [`${user}.a${number}`, `${user}.r${number}`];
    return { access_token, refresh_token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
  }

  function refresh(form: URLSearchParams): [number, unknown] {
    const [user = '', number] = form.get('refresh_token')?.split('.r') ?? [];
    if (newest.get(user) !== Number(number)) {
      counts.reused++;
      newest.delete(user);
      return [400, { error: 'invalid_grant' }];
    }
    counts.refreshed++;
    return [200, tokensOf(user)];
  }

  const oauth = await restartable((request, response) => {
    if (request.url === '/token') {
      void text(request).then((form) => send(response, ...refresh(new URLSearchParams(form))));
      return;
    }
    const issuer = oauth.url;
    send(response, 200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
    });
  });

  /** Responds with the name of the user whose token it gets. */
  function serveApi({ headers }: IncomingMessage, response: ServerResponse): void {
    counts.api++;
    const [, user] = /^Bearer (\w+)\.a\d+$/.exec(headers.authorization ?? '') ?? [];
    if (user !== undefined && newest.has(user)) send(response, 200, { user });
    else send(response, 401, {});
  }
  const api = await restartable(serveApi);

  return { oauth, api, counts, tokensOf };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
