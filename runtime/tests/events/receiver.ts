import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../listen.js';

export interface Received {
  id: string;
  subscription: string;
  body: { eventId: string; name: string; data: Record<string, unknown>; cursor: null };
}

export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** Signatures of Standard Webhooks that a request must have, by the secrets of its receiver. */
const signatureOf = (secret: string, { headers }: IncomingMessage, body: string) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
    .digest('base64')}`;

/**
 * The endpoint of a subscriber. It returns challenges, and checks the signature and the time of all
 * that is posted.
 */
export async function receiver(secret = newSecret()) {
  const state = {
    secret,
    received: [] as Received[],
    challenges: 0,
    forged: 0,
    echo: (challenge: unknown): unknown => ({ challenge }),
    /** The status of the response to an event, and its headers; none where the endpoint hangs. */
    respond: (_event: Received): [number, Record<string, string>?] | undefined => [200],
  };
  const url = await listen(
    createServer((request, response) => {
      void text(request).then((body) => respondTo(request, response, body));
    }),
  );
  function respondTo(request: IncomingMessage, response: ServerResponse, content: string) {
    const body = JSON.parse(content) as Received['body'] & { type?: string; challenge?: string };
    const signatures = String(request.headers['webhook-signature']).split(' ');
    const age = Date.now() / 1_000 - Number(request.headers['webhook-timestamp']);
    if (!signatures.includes(signatureOf(state.secret, request, content)) || !(age < 300)) {
      state.forged++;
      response.writeHead(401).end();
      return;
    }
    if (body.type === 'verification') {
      state.challenges++;
      response.end(JSON.stringify(state.echo(body.challenge)));
      return;
    }
    const event = {
      id: String(request.headers['webhook-id']),
      subscription: String(request.headers['x-mcp-subscription-id']),
      body,
    };
    const [status, headers] = state.respond(event) ?? [];
    if (status === undefined) return;
    if (status === 200) state.received.push(event);
    response.writeHead(status, headers).end();
  }
  return Object.assign(state, { url: `${url}/hook` });
}
