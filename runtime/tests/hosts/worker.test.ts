import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ask, bearer, JSON_HEADERS } from '../ask.js';
import { startIssuer } from '../issuer.js';
import { freePort, startProgram } from '../servers/program.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder(afterAll);

/** The runtime of Cloudflare Workers, which has no types. */
const { default: workerd, compatibilityDate: newest } = createRequire(import.meta.url)(
  'workerd',
) as { default: string; compatibilityDate: string };

/** Modules of Node.js that workers have as well, such as those of Cloudflare with `nodejs_compat`. */
const OF_WORKERS =
  /^node:(async_hooks|buffer|crypto|diagnostics_channel|path|stream|timers\/promises|url|util)$/;

let imported: string[] = [];
let text = '';
beforeAll(async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'worker.ts'),
    platform: 'browser',
    resolve: { conditionNames: ['workerd', 'import', 'default'] },
    external: /^node:/,
  });
  const { output } = await bundle.generate({ codeSplitting: false });
  await bundle.close();
  [text] = [output[0].code];
  imported = output.flatMap((file) => ('imports' in file ? file.imports : []));
});

it('the bundle for a worker imports no module that workers lack', () => {
  expect(imported).toContain('node:async_hooks');
  expect(imported.filter((name) => !OF_WORKERS.test(name))).toEqual([]);
});

const page = readFileSync(join(import.meta.dirname, '../../../docs/embed.md'), 'utf8');
const [, oldest = ''] = /compatibility date of (\d{4}-\d\d-\d\d) or later/.exec(page) ?? [];

const configuration = (port: number, date: string) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "${date}",
  compatibilityFlags = [${date < '2026-08-04' ? '"nodejs_compat"' : ''}],
);
`;

it.each([{ date: oldest }, { date: newest }])(
  'a worker of $date verifies tokens, serves tools and writes the log',
  async ({ date }) => {
    const issuer = await startIssuer();
    onTestFinished(() => issuer.close());
    const port = await freePort();
    writeFileSync(join(folder, 'worker.mjs'), text.replaceAll('https://id.example', issuer.issuer));
    writeFileSync(join(folder, 'config.capnp'), configuration(port, date));
    const { said, stop } = await startProgram(
      workerd,
      ['serve', '--control-fd=1', 'config.capnp'],
      { cwd: folder, ready: /"event":"listen"/, signal: 'SIGTERM' },
    );
    onTestFinished(stop);
    const token = await issuer.token('ann', 'https://rooms.example/mcp');
    const call = (name: string, args: object, meta: object = {}) =>
      ask(`http://127.0.0.1:${port}/mcp`, {
        method: 'POST',
        headers: { ...JSON_HEADERS, ...bearer(token), host: 'rooms.example' },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name, arguments: args, _meta: meta },
        }),
      });
    // At once: all of them need the keys of the issuer.
    const calls = [2, 3, 4, 5].map((width) => call('area', { width, length: 2 }));
    const areas = (await Promise.all(calls)).map(
      ({ text: told }) => /"area":(\d+)/.exec(told)?.[1],
    );
    expect(areas).toEqual(['4', '6', '8', '10']);
    const streamed = await call('area', { width: 3, length: 4 }, { progressToken: 'p' });
    expect(streamed.text).toMatch(/notifications\/progress[^]*"structuredContent":\{"area":12\}/);
    expect((await call('get_room', {})).text).toContain('"isError":true'); // the user's credentials would be in files
    expect((await call('open', {})).text).toContain('"isError":true');
    await expect.poll(() => said().match(/"message":"call"/g)).toHaveLength(7);
    const replaced = 'Instead of credentials in files, give createHandler "stores"';
    const refused = said().replaceAll('\\"', '"').split(`"message":"There are no files here.`);
    expect(refused.slice(1).map((one) => one.includes(replaced))).toEqual(
      date === oldest ? [true, true] : [],
    );
  },
);
