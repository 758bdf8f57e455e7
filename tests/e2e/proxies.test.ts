import { once } from 'node:events';
import { chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { message } from '../../bench/load.js';
import { startIssuer } from '../../runtime/tests/issuer.js';
import { opensslProgram, selfSigned } from '../../runtime/tests/servers/certificate.js';
import { ordinaryAccount } from '../../runtime/tests/servers/postgres.js';
import { findProgram, freePort, startProgram } from '../../runtime/tests/servers/program.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { buildWalks, startWalks } from './projects/walks.js';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8');
const HOST = 'mcp.acme.dev';

/** What a person writes into the configuration of a proxy, with the places of this machine. */
function documented(language: string, places: Record<string, string>): string {
  let [, text = ''] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page) ?? [];
  for (const [place, here] of Object.entries(places)) {
    if (!text.includes(place)) throw new Error(`The ${language} of docs/deploy.md has no ${place}`);
    text = text.replace(place, here);
  }
  return text;
}

interface Place {
  folder: string;
  /** Of the proxy. */
  port: number;
  /** Of the server behind it. */
  server: number;
}

interface Proxy {
  name: string;
  /** Its configuration, and files beside it. */
  files(place: Place): Record<string, string>;
  args: string[];
  ready: RegExp;
}

/** Their time without data is shorter than the longest call of the test, during which the server sends something. */
const PROXIES: Proxy[] = [
  {
    name: 'nginx',
    files({ folder, port, server }) {
      const site = documented('nginx', {
        '127.0.0.1:3000': `127.0.0.1:${server}`,
        'listen 443': `listen 127.0.0.1:${port}`,
        '/etc/ssl/acme.crt': join(folder, 'server.crt'),
        '/etc/ssl/acme.key': join(folder, 'server.key'),
      });
      const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (one) => `${one}_temp_path ${one};`,
      );
      const whole = [
        'daemon off; pid nginx.pid; events {}',
        'http {',
        'access_log off; proxy_read_timeout 18s;',
        ...own,
        site,
        '}',
      ];
      return { 'nginx.conf': whole.join('\n') };
    },
    args: ['-p', '.', '-c', 'nginx.conf', '-e', 'stderr', '-g', 'error_log stderr notice;'],
    ready: /start worker process \d/,
  },
  {
    name: 'haproxy',
    files: ({ folder, port, server }) => ({
      'haproxy.cfg': documented('haproxy', {
        '127.0.0.1:3000': `127.0.0.1:${server}`,
        'bind :443': `bind 127.0.0.1:${port}`,
        '/etc/ssl/acme.pem': join(folder, 'server.pem'),
        'timeout server 50s': 'timeout server 18s',
        'timeout client 50s': 'timeout client 18s',
      }),
    }),
    args: ['-V', '-db', '-f', 'haproxy.cfg'],
    ready: /polling mechanism/,
  },
  {
    name: 'caddy',
    files: ({ folder, port, server }) => ({
      Caddyfile: `{\n admin off\n auto_https off\n storage file_system ${folder}\n}\n${documented(
        'caddyfile',
        {
          '127.0.0.1:3000': `127.0.0.1:${server}`,
          [`${HOST} {`]: `https://${HOST}:${port} {\n bind 127.0.0.1\n tls server.crt server.key`,
        },
      )}`,
    }),
    args: ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    ready: /serving initial configuration/,
  },
];

const built = temporaryFolder(afterAll);
beforeAll(() => buildWalks(built));

async function startProxy(
  { name, files, args, ready }: Proxy,
  program: string,
  server: number,
  { onTestFinished }: TestContext,
) {
  const folder = temporaryFolder(onTestFinished);
  const port = await freePort();
  const { certificate, key } = selfSigned(folder);
  writeFileSync(
    join(folder, 'server.pem'),
    readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'),
  );
  for (const [path, text] of Object.entries(files({ folder, port, server })))
    writeFileSync(join(folder, path), text);
  const account = process.getuid?.() === 0 ? { uid: ordinaryAccount() } : {};
  if (account.uid !== undefined)
    for (const path of ['.', ...readdirSync(folder)])
      chownSync(join(folder, path), account.uid, -1);
  const running = await startProgram(program, args, {
    ...{ cwd: folder, ready, ...account, signal: 'SIGTERM' },
    env: { PATH: process.env.PATH, HOME: folder },
  });
  onTestFinished(() => running.stop());
  return { name, port, ca: readFileSync(certificate) };
}

/** One request through the proxy, as clients of the internet send it. `at` is when each part of the response arrived. */
async function send(
  { port, ca }: { port: number; ca: Buffer },
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
) {
  const outgoing = request({
    ...{ host: '127.0.0.1', port, path, ca, servername: HOST, agent: false },
    checkServerIdentity: () => undefined, // the certificate is for the address
    method: body === undefined ? 'GET' : 'POST',
    headers: { host: HOST, ...headers },
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]; // Node's ClientRequest
  let text = '';
  const at: number[] = [];
  for await (const chunk of answer) {
    text += String(chunk);
    at.push(performance.now());
  }
  return { status: answer.statusCode, headers: answer.headers, text, at };
}

const walk = (era: 'current' | 'legacy', args: object, progressToken?: string) => {
  const { headers, body } = message(era, 'tools/call', { name: 'walk', arguments: args });
  const whole = JSON.parse(body) as { params: { _meta?: object } };
  if (progressToken !== undefined) whole.params._meta = { ...whole.params._meta, progressToken };
  return { headers, body: JSON.stringify(whole) };
};

describe.each(PROXIES)('behind $name, as docs/deploy.md configures it', (proxy) => {
  const program = findProgram(proxy.name, ['/usr/sbin']);

  // Beside the other proxies: the calls wait most of the time.
  it(
    'calls, progress, long calls, stops and a path of the public URL work',
    { skip: program === undefined || opensslProgram === undefined, concurrent: true },
    async (context) => {
      const issuer = await startIssuer();
      context.onTestFinished(() => issuer.close());
      const server = await freePort();
      const started = (publicUrl: string) =>
        startWalks(
          built,
          server,
          { MCP_ISSUER: issuer.issuer, MCP_PUBLIC_URL: publicUrl, MCP_GRACE_SECONDS: '1' },
          context.onTestFinished,
        );
      const tokenFor = async (url: string) => ({
        authorization: `Bearer ${await issuer.token('ann', url)}`,
      });
      const stop = await started(`https://${HOST}`);
      const at = await startProxy(proxy, program ?? '', server, context);
      const token = await tokenFor(`https://${HOST}/walks/mcp`);
      const call = ({ headers, body }: ReturnType<typeof walk>) =>
        send(at, '/walks/mcp', { headers: { ...headers, ...token }, body });

      const eras = ['current', 'legacy'] as const;
      const long = eras.map((era) => call(walk(era, { steps: 1, ms: 20_000 })));

      for (const era of eras) {
        const luggage = 'x'.repeat(3_000_000);
        expect((await call(walk(era, { steps: 1, ms: 0, luggage }))).text).toContain(
          'arrived with 3000000',
        );
        const reply = await call(walk(era, { steps: 4, ms: 500 }, 'p'));
        expect(reply.headers['content-type']).toContain('text/event-stream');
        expect(reply.text.match(/"method":"notifications\/progress"/g)).toHaveLength(4);
        expect((reply.at.at(-1) ?? 0) - (reply.at[0] ?? 0)).toBeGreaterThan(1_000); // not held back
      }

      const forged = {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        forwarded: 'host=evil.example',
      };
      const refused = await send(at, '/walks/mcp', {
        ...walk('current', {}),
        headers: { ...walk('current', {}).headers, ...forged },
      });
      expect(refused.status).toBe(401);
      const document = `/.well-known/oauth-protected-resource/walks/mcp`;
      expect(refused.headers['www-authenticate']).toContain(
        `resource_metadata="https://${HOST}${document}"`,
      );
      expect(JSON.parse((await send(at, document, { headers: forged })).text)).toMatchObject({
        resource: `https://${HOST}/walks/mcp`,
      });

      for (const { status, text } of await Promise.all(long))
        expect([status, text]).toEqual([200, expect.stringContaining('arrived with 0')]);

      const open = eras.flatMap((era) => [
        call(walk(era, { steps: 1, ms: 40_000 })),
        call(walk(era, { steps: 1, ms: 40_000 }, 'p')),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const code = await stop('SIGTERM');
      for (const { status, text } of await Promise.all(open))
        expect([status, text]).toEqual([
          200,
          expect.stringContaining('The server stopped before the call ended.'),
        ]);
      expect(code).toBe(0);

      await started(`https://${HOST}/tools`);
      const below = `https://${HOST}/tools/walks/mcp`;
      const { headers, body } = walk('current', { steps: 1, ms: 0 });
      const again = () =>
        tokenFor(below).then((own) =>
          send(at, '/tools/walks/mcp', { headers: { ...headers, ...own }, body }),
        );
      await expect.poll(async () => (await again()).text).toContain('arrived with 0'); // a check of the proxy may come first
      const { text } = await send(at, '/.well-known/oauth-protected-resource/tools/walks/mcp');
      expect(JSON.parse(text)).toMatchObject({ resource: below });
    },
  );
});
