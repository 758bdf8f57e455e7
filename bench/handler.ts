import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serve } from '@hono/node-server';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { Hono } from 'hono';
import { defineProvider, type Middleware, tool } from 'mcp-provider';
import { createHandler } from 'mcp-provider/http';
import { telemetry } from 'mcp-provider/telemetry';
import * as z from 'zod';
import { type Era, EXPECTED, load, message } from './load.js';
import { median, type Row } from './measure.js';

const ROUNDS = 15;
const ROUNDS_IN_HONO = 5;
/** Of a round. */
const CALLS = 400;
const CONNECTIONS = 8;
const CROWD = 2_000;

interface Fetching {
  fetch(request: Request): Promise<Response>;
}

const input = z.object({
  text: z.string().describe('What to say'),
  count: z.int().min(1).max(9).default(1),
});
const output = z.object({ text: z.string(), at: z.string().optional() });

const bare: Fetching = createMcpHandler(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  const definition = { description: 'Say it', inputSchema: input, outputSchema: output };
  server.registerTool('say_0', definition, ({ text }) => ({
    content: [{ type: 'text', text: JSON.stringify({ text }) }],
    structuredContent: { text },
  }));
  return server;
});

/** @param ms that the tool takes */
function ours(use: readonly Middleware[] = [], ms = 0): Fetching {
  const say = tool({
    name: 'say_0',
    description: 'Say it',
    input,
    output,
    async run({ text }) {
      if (ms > 0) await setTimeout(ms);
      return { text };
    },
  });
  const provider = defineProvider({ name: 'bench', version: '1.0.0', tools: [say], use });
  const limits = { maxRequests: CROWD, maxCallsPerUser: CROWD };
  return createHandler(provider, { anonymous: true, log: () => {}, limits });
}

/** The web-standard handler beside that of the bare SDK: without sockets, and in Hono. */
export async function benchHandler(): Promise<Row[]> {
  const plain = ours();
  const rows: Row[] = [];
  for (const era of ['current', 'legacy'] as const) {
    const [theirs = [], own = [], traced = []] = await costs(era, [
      bare,
      plain,
      ours([telemetry()]),
    ]);
    rows.push(
      {
        what: `tools/call, ${era} protocol: processor time, bare SDK / ours`,
        now: compared(theirs, own),
        budget: '≥ 1.5',
      },
      {
        what: '… `telemetry()` without an OpenTelemetry SDK / without `telemetry()`',
        now: compared(traced, own),
        budget: '≤ 1.03',
      },
      {
        what: '… in Hono: calls per second / bare SDK',
        now: await inHono(era, plain),
        budget: '≥ 1',
      },
    );
  }
  return [...rows, await heap()];
}

/** Microseconds of processor time of a call in each round, in turn: a machine that slows down slows all of them. */
async function costs(era: Era, handlers: readonly Fetching[]): Promise<number[][]> {
  const samples = handlers.map((): number[] => []);
  for (let round = -2; round < ROUNDS; round++) {
    for (const [index, handler] of handlers.entries()) {
      const before = process.cpuUsage();
      for (let call = 0; call < CALLS; call += CONNECTIONS)
        await callAtOnce(handler, era, CONNECTIONS);
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) samples[index]?.push((user + system) / CALLS); // the first two warm up
    }
  }
  return samples;
}

async function callAtOnce(handler: Fetching, era: Era, count: number): Promise<void> {
  const call = { name: 'say_0', arguments: { text: 'hello' } };
  const { headers, body } = message(era, 'tools/call', call);
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-length': `${body.length}` },
    body,
  };
  const one = async () => {
    const response = await handler.fetch(new Request('http://127.0.0.1/mcp', init));
    const text = await response.text();
    if (!text.includes(EXPECTED['tools/call'])) throw new Error(`${response.status}: ${text}`);
  };
  await Promise.all(Array.from({ length: count }, one));
}

function compared(one: readonly number[], other: readonly number[]): string {
  const ratios = one.map((value, round) => value / (other[round] ?? NaN));
  return `${median(ratios).toFixed(2)} (${median(one).toFixed(0)} / ${median(other).toFixed(0)} µs)`;
}

/** The load runs in the process of the servers. */
async function inHono(era: Era, handler: Fetching): Promise<string> {
  const [theirs, own] = [await served(bare), await served(handler)];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS_IN_HONO; round++) {
    const { rate } = await load(theirs.url, era, 'tools/call');
    ratios.push((await load(own.url, era, 'tools/call')).rate / rate);
  }
  for (const { server } of [theirs, own]) server.close();
  return `${median(ratios).toFixed(2)} (lowest ${Math.min(...ratios).toFixed(2)})`;
}

async function served(handler: Fetching) {
  const app = new Hono().all('/mcp', ({ req }) => handler.fetch(req.raw));
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  return { server, url: `http://127.0.0.1:${port}/mcp` };
}

/** What remains of calls, by 2,000 at a time, in both protocols. */
async function heap(): Promise<Row> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // by that flag
  const handler = ours([], 5);
  const megabytes: number[] = [];
  for (let round = 0; round < 30; round++) {
    await callAtOnce(handler, round % 2 === 0 ? 'current' : 'legacy', CROWD);
    collect();
    megabytes.push(process.memoryUsage().heapUsed / 1_000_000);
  }
  const [before, after] = [median(megabytes.slice(10, 20)), median(megabytes.slice(20))];
  return {
    what: `heap after ${CROWD.toLocaleString('en-US')} calls at a time, rounds 21–30 / 11–20`,
    now: `${(after / before).toFixed(2)} (${after.toFixed(0)} MB)`,
    budget: '≤ 1.02',
  };
}
