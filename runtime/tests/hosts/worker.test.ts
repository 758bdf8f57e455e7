import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder(afterAll);

/** Modules of Node.js that workers have as well, such as those of Cloudflare with `nodejs_compat`. */
const OF_WORKERS =
  /^node:(async_hooks|buffer|crypto|diagnostics_channel|path|stream|timers\/promises|url|util)$/;

/** Like a worker, this process gives no other module. */
const HOST = `
const { getBuiltinModule } = process;
process.getBuiltinModule = (name) => (${String(OF_WORKERS)}.test(name) ? getBuiltinModule(name) : undefined);
// As with an older compatibility date: timers are numbers, and the process has no events.
process.once = process.on = undefined;
for (const name of ['setTimeout', 'setInterval']) {
  const start = globalThis[name];
  globalThis[name] = (...args) => start(...args)[Symbol.toPrimitive]();
}
const { default: handler, refused } = await import('./worker.mjs');
const [url, token, ...calls] = process.argv.slice(2);
const headers = { authorization: token, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const answers = [];
for (const body of calls) {
  const response = await handler.fetch(new Request(url, { method: 'POST', headers, body }));
  answers.push({ status: response.status, body: await response.text() });
}
let refusal;
try {
  refused();
} catch ({ message }) {
  refusal = message;
}
console.log(JSON.stringify({ answers, refusal }));
process.exit();
`;

let imported: string[] = [];
beforeAll(async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'worker.ts'),
    platform: 'browser',
    resolve: { conditionNames: ['workerd', 'import', 'default'] },
    external: /^node:/,
  });
  const { output } = await bundle.write({
    file: join(folder, 'worker.mjs'),
    codeSplitting: false,
  });
  await bundle.close();
  writeFileSync(join(folder, 'host.mjs'), HOST);
  imported = output.flatMap((file) => ('imports' in file ? file.imports : []));
});

it('the bundle for a worker imports no module that workers lack', () => {
  expect(imported).toContain('node:async_hooks');
  expect(imported.filter((name) => !OF_WORKERS.test(name))).toEqual([]);
});

const call = (name: string, args: object) =>
  JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args, _meta: { progressToken: 'p' } },
  });

it('a worker verifies tokens and serves tools; what needs files tells what takes their place', async () => {
  const url = 'https://rooms.example/mcp';
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://id.example')
    .setSubject('ann')
    .setAudience(url)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode('a shared secret of more than 32 bytes!'));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    join(folder, 'host.mjs'),
    ...[url, `Bearer ${token}`],
    ...[call('area', { width: 3, length: 4 }), call('get_room', {})],
  ]);
  const { answers, refusal } = JSON.parse(stdout) as {
    answers: { status: number; body: string }[];
    refusal: string;
  };
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0]?.body).toContain('"structuredContent":{"area":12}');
  expect(answers[1]?.body).toContain('"isError":true'); // credentials of the user would be in files
  const replaced = 'Instead of credentials in files, give createHandler "stores"';
  expect([stderr, refusal].map((text) => text.replaceAll('\\"', '"'))).toEqual([
    expect.stringContaining(replaced),
    expect.stringContaining(replaced),
  ]);
});
