import { expect, it, onTestFinished } from 'vitest';
import { runLoopbackServer } from '../../src/sign-in/loopback-server.js';
import { pageResponse } from '../../src/sign-in/pages.js';
import { readForm } from '../../src/sign-in/secret-form.js';
import { userNamed } from '../context.js';

const page = { status: 200, outcome: 'signed-in', title: 'Done <b>', text: 'Close "this".' };

async function start(options: { port?: number; signal?: AbortSignal; timeoutMs?: number } = {}) {
  const server = await runLoopbackServer(
    { host: '127.0.0.1', port: 0, userId: userNamed(), ...options },
    {
      isSignedIn: async () => false,
      routes: {
        'GET /auth': async ({ request }) => ({
          response: pageResponse(page, request.headers.get('accept')),
        }),
        'POST /auth': async ({ incoming }) => {
          const sent = await readForm(incoming);
          return { response: new Response('taken', { status: sent ? 200 : 413 }) };
        },
      },
    },
  );
  onTestFinished(() => server.close());
  return server;
}

it('ends when its time is over', async () => {
  expect(await (await start({ timeoutMs: 20 })).done).toBe('timed-out');
});

it('ends when somebody stops it, also with a browser that holds its connection', async () => {
  const control = new AbortController();
  const { url, done } = await start({ signal: control.signal });
  await fetch(url, { headers: { connection: 'keep-alive' } });
  control.abort();
  expect(await done).toBe('stopped');
  await expect(fetch(url)).rejects.toThrow();
});

it('says which option helps where its port is taken', async () => {
  const port = Number(new URL((await start()).url).port);
  await expect(start({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is already in use. Stop the other process, or choose another port with --port.`,
  );
});

it('answers programs with JSON, and people with a page that is theirs alone', async () => {
  const { url } = await start();
  const json = await fetch(url, { headers: { accept: 'application/json' } });
  expect(await json.json()).toEqual({ outcome: 'signed-in', message: 'Done <b>. Close "this".' });
  const html = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  expect(html).toContain('<h1>Done &#60;b&#62;</h1><p>Close &#34;this&#34;.</p>');
});

it('serves nothing else, and no form of another site', async () => {
  const { url } = await start();
  expect((await fetch(new URL('/other', url))).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(404);
  const post = (origin: string, body = '') =>
    fetch(url, { method: 'POST', headers: { origin }, body }).then(({ status }) => status);
  expect(await post('https://evil.example')).toBe(403);
  expect(await post('null')).toBe(403);
  expect(await post(new URL(url).origin)).toBe(200);
  expect(await post(new URL(url).origin, 'x'.repeat(100_000))).toBe(413);
});
