import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';

export interface ApiRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

export interface ApiAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

/** A real HTTP server that plays the API: it notes what it is asked and answers what it is told. */
export async function startApi() {
  const requests: ApiRequest[] = [];
  const planned: ApiAnswer[] = [];
  let usual: ApiAnswer = { body: {} };
  let pause: { answer: ApiAnswer; arrived: (resume: () => void) => void } | undefined;
  let noteHangUp: () => void = () => {};
  const hangUp = new Promise<void>((resolve) => (noteHangUp = resolve));
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const query = Object.fromEntries(
      [...url.searchParams.keys()].map((name) => {
        const values = url.searchParams.getAll(name);
        return [name, values.length > 1 ? values : (values[0] ?? '')];
      }),
    );
    requests.push({
      method: request.method ?? '',
      path: url.pathname,
      query,
      headers: request.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    });
    response.on('close', () => response.writableEnded || noteHangUp());
    const send = ({ status = 200, headers, body: content }: ApiAnswer) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(content === undefined ? '' : JSON.stringify(content));
    };
    const paused = pause;
    if (paused) paused.arrived(() => send(paused.answer));
    else send(planned.shift() ?? usual);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Answers the next request, once. */
    answer: (answer: ApiAnswer) => void planned.push(answer),
    /** Answers every request for which nothing else is planned. */
    answerAlways: (answer: ApiAnswer) => void (usual = answer),
    /** Holds the next request back; resolves when it has arrived, with the function that sends the answer. */
    pause: (answer: ApiAnswer) =>
      new Promise<() => void>((arrived) => {
        pause = { answer, arrived };
      }),
    /** Resolves when a caller has gone before it was answered. */
    hungUp: () => hangUp,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Api = Awaited<ReturnType<typeof startApi>>;
