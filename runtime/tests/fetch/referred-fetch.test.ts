import { globalAgent } from 'node:http';
import { expect, it } from 'vitest';
import { httpFetch } from '../../src/fetch/http-fetch.js';
import { publicLookup, referredRequest } from '../../src/fetch/referred-fetch.js';
import { listen } from '../listen.js';

async function serve() {
  const received: string[] = [];
  const origin = await listen((request, response) => {
    received.push(request.headers.host ?? '');
    response.end('ok');
  });
  return { port: Number(new URL(origin).port), received };
}

/** A name server. */
const answers =
  (...addresses: string[]): NonNullable<Parameters<typeof publicLookup>[0]> =>
  (_hostname, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

it.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::ffff:192.168.0.1']]])(
  'a public name with the addresses %j is not connected to',
  async (addresses) => {
    const { port, received } = await serve();
    const sent = httpFetch(
      `http://metadata.example:${port}/`,
      {},
      publicLookup(answers(...addresses)),
    );
    await expect(sent).rejects.toMatchObject({ cause: { code: 'PRIVATE_ADDRESS' } });
    expect(received).toEqual([]);
  },
);

it('a name is looked up although a connection to it is kept', async () => {
  const { port, received } = await serve();
  const address = `http://localhost:${port}/`;
  const { body } = await httpFetch(address, {});
  await new Response(ReadableStream.from(body ?? [])).text();
  const kept = () => Object.keys(globalAgent.freeSockets).join();
  await expect.poll(kept).toContain(`localhost:${port}:`);
  await expect(httpFetch(address, {}, publicLookup())).rejects.toMatchObject({
    cause: { code: 'PRIVATE_ADDRESS' },
  });
  expect(received).toHaveLength(1);
});

it('a public address is that of the connection', async () => {
  const found = await new Promise((resolve) =>
    publicLookup(answers('8.8.8.8', '8.8.4.4'))('a.example', { all: false }, (...all) =>
      resolve(all),
    ),
  );
  expect(found).toEqual([null, '8.8.8.8', 4]);
});

it('a server on this machine names others on it', async () => {
  const { port, received } = await serve();
  const request = referredRequest(new URL('http://localhost:1/mcp'));
  expect(await request(`http://localhost:${port}/`, {})).toMatchObject({ status: 200 });
  expect(received).toEqual([`localhost:${port}`]);
});

it('a public server does not', async () => {
  const { port, received } = await serve();
  const request = referredRequest(new URL('https://8.8.8.8/mcp'));
  await expect(request(`http://localhost:${port}/`, {})).rejects.toMatchObject({
    cause: { code: 'PRIVATE_ADDRESS' },
  });
  expect(received).toEqual([]);
});

it.each([
  [['10.0.0.1'], true],
  [['8.8.8.8', '10.0.0.1'], false],
  [[], false],
])('a server with the addresses %j names addresses in this network: %s', async (addresses, may) => {
  const { port, received } = await serve();
  const request = referredRequest(new URL('https://a.example'), (hostname, options, done) =>
    answers(...(hostname === 'a.example' ? addresses : ['127.0.0.1']))(hostname, options, done),
  );
  await request(`http://localhost:${port}/`, {}).catch(() => {});
  expect(received.length > 0).toBe(may);
});
