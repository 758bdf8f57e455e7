import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../listen.js';

export interface TokenRequest {
  type: string;
  headers: Record<string, string | string[] | undefined>;
  form: URLSearchParams;
  body: string;
}

export type Reply = { status?: number; body: unknown } | ((request: TokenRequest) => unknown);

/** A token endpoint, and the metadata that leads to it; it gives the planned replies, the last of them again and again. */
export async function startTokenServer(...replies: Reply[]) {
  const requests: TokenRequest[] = [];
  let hold: (() => Promise<void>) | undefined;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const send = (status: number, value: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof value === 'string' ? value : JSON.stringify(value));
      };
      if (request.method !== 'POST') {
        const held = hold?.();
        hold = undefined;
        return void Promise.resolve(held).then(() => send(200, metadata()));
      }
      const type = request.headers['content-type'] ?? '';
      const { headers } = request;
      const received = { type, headers, form: new URLSearchParams(body), body };
      requests.push(received);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (typeof reply === 'function') return send(200, reply(received));
      return send(reply?.status ?? 200, reply?.body);
    });
  });
  const issuer = await listen(server);
  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    response_types_supported: ['code'],
  });
  return {
    issuer,
    requests,
    plan: (...next: Reply[]) => void replies.splice(0, Infinity, ...next),
    /** Holds back the next metadata; resolves when they are requested, with the function that sends them. */
    holdMetadata: () =>
      new Promise<() => void>((arrived) => {
        hold = () => new Promise<void>((resume) => arrived(resume));
      }),
  };
}

let count = 0;
/** A token response with a new access token. */
export const tokens = (more: Record<string, unknown> = {}) => ({
  access_token: `token-${++count}`,
  token_type: 'Bearer',
  expires_in: 3_600,
  ...more,
});
