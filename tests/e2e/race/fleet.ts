import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { message } from '../../../bench/load.js';
import { startIssuer } from '../../../bench/soak/issuer.js';
import { buildProject, signIn } from '../../../bench/soak/project.js';
import { startService } from '../../../bench/soak/service.js';
import { freePort } from '../../../runtime/tests/servers/program.js';
import { startRedis } from '../../../runtime/tests/servers/redis.js';

const USERS = Array.from({ length: 40 }, (_, index) => `u${index}`);

/** A proxy that gives each request to a server once: to another one only where a server takes no connection. */
async function startProxy(ports: readonly number[]) {
  const agents = ports.map(() => new Agent({ keepAlive: true }));
  const left = new Set<number>();
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => send(turn++, ports.length));
    function send(index: number, tries: number): void {
      const at = index % ports.length;
      if (left.has(at) && tries > 1) return send(index + 1, tries - 1);
      const { method, url: path, headers } = incoming;
      const sent = request({
        host: '127.0.0.1',
        port: ports[at],
        agent: agents[at],
        method,
        path,
        headers,
      });
      sent.on('response', (response) => {
        const kept = { ...response.headers };
        delete kept.connection; // of the other side
        outgoing.writeHead(response.statusCode ?? 502, kept);
        response.on('error', () => outgoing.destroy()).pipe(outgoing);
      });
      sent.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'ECONNREFUSED' && tries > 1) send(index + 1, tries - 1);
        else if (outgoing.headersSent) outgoing.destroy();
        else
          outgoing
            .writeHead(502)
            .end(`server ${at}: ${code}, ${sent.reusedSocket ? 'an old' : 'a new'} connection`);
      });
      sent.end(Buffer.concat(chunks));
    }
  });
  server.keepAliveTimeout = 0; // none is closed that a client is about to use: no server would have lost that request
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  return {
    url: `http://127.0.0.1:${port}`,
    /** Gets no more requests meanwhile. */
    left,
    close() {
      for (const agent of agents) agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function startProcess(root: string, port: number) {
  const args = [join(root, 'dist', 'server.js'), '--transport', 'http', '--port', `${port}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = createInterface(child.stderr);
  const [first] = (await once(lines, 'line')) as [string]; // Node's readline
  if (!first.includes('/mcp')) throw new Error(first);
  const exited = once(child, 'exit');
  return {
    async end(signal: NodeJS.Signals): Promise<void> {
      child.kill(signal);
      await exited;
    },
    megabytes: () => {
      const [, kilobytes] =
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1024;
    },
  };
}

interface Answer {
  /** The user whose data came back. */
  user: string | undefined;
  expected: string;
  text: string;
  /** On the clock of `performance`. */
  began: number;
  ms: number;
}

/** Servers of one project behind a proxy; their users' credentials are in Redis, and their access tokens last 10 s. */
export async function startFleet(redisProgram: string, size: number) {
  const root = mkdtempSync(join(tmpdir(), 'fleet-'));
  const kept = { port: await freePort(), folder: join(root, 'redis') };
  const [issuer, service] = [await startIssuer(), await startService()];
  let redis = await startRedis(redisProgram, kept);
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  const proxy = await startProxy(ports);
  Object.assign(process.env, {
    TOKEN_STORE: redis.address,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    SOAK_CLIENT_ID: 'soak',
    MCP_ISSUER: issuer.url,
    MCP_PUBLIC_URL: proxy.url,
  });
  const project = join(root, 'project');
  await buildProject(project, service);
  const signAllIn = () => signIn(service, issuer.url, USERS);
  await signAllIn();
  const servers = await Promise.all(ports.map((port) => startProcess(project, port)));
  const url = `${proxy.url}/soak/mcp`;
  const tokens = await Promise.all(USERS.map((user) => issuer.token(user, url)));

  async function call(index: number): Promise<Answer> {
    const at = index % USERS.length;
    const began = performance.now();
    const { headers, body } = message(index % 2 ? 'current' : 'legacy', 'tools/call', {
      name: 'read',
      arguments: {},
    });
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${tokens[at]}` },
      body,
    });
    const text = await response.text();
    const [, user] = /"user":"(\w+)"/.exec(text) ?? [];
    return { user, expected: USERS[at] ?? '', text, began, ms: performance.now() - began };
  }

  return {
    servers,
    counts: service.counts,
    /** Gives every user a new access token. */
    signIn: signAllIn,
    /** As orchestrators do: a server gets no more requests, and is then asked to stop. */
    async restart(at: number, { isAnnounced = true } = {}): Promise<void> {
      if (isAnnounced) proxy.left.add(at);
      await servers[at]?.end('SIGTERM');
      servers[at] = await startProcess(project, ports[at] ?? 0);
      proxy.left.delete(at);
    },
    async startAgain(at: number): Promise<void> {
      servers[at] = await startProcess(project, ports[at] ?? 0);
    },
    stopStore: () => redis.stop(),
    async startStore(): Promise<void> {
      redis = await startRedis(redisProgram, kept);
    },
    /** One call of each user. */
    callOfEach: () => Promise.all(USERS.map((_, index) => call(index))),
    /** Calls of 16 clients while something happens. */
    async during(work: () => Promise<void>): Promise<Answer[]> {
      const answers: Answer[] = [];
      let isOver = false;
      let next = 0;
      const client = async () => {
        while (!isOver) answers.push(await call(next++));
      };
      const clients = Array.from({ length: 16 }, client);
      await work();
      isOver = true;
      await Promise.all(clients);
      return answers;
    },
    async stop(): Promise<void> {
      for (const server of servers) await server.end('SIGTERM');
      proxy.close();
      for (const one of [issuer, service.oauth, service.api, redis]) await one.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
