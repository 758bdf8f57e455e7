import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { ApiAuth } from '../../src/api/api-auth.js';
import { programAuth } from '../../src/auth.js';
import { AuthNeededError } from '../../src/credentials/auth-needed.js';
import { verifiedPrincipal } from '../../src/identity/principal.js';
import { setDefaultLogSink } from '../../src/project/log.js';
import { CLIENT_INFO, QUESTION_CAPABILITIES } from '../../src/remote/connect.js';
import { eras } from '../../src/testing/callers/clients.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { testContext } from '../context.js';
import { temporaryFolder } from '../temporary-folder.js';
import { everythingOverHttp } from './everything.js';
import { catalogOf, gateway, program, textOf } from './gateway.js';
import { legacyProgram } from './legacy-program.js';

const folder = temporaryFolder(afterAll);

/** Its result links to a resource that lasts as long as the session. */
const GZIP = {
  name: 'gzip-file-as-resource',
  arguments: { name: 'a.gz', data: 'data:text/plain,Hi' },
};
const linkIn = ({ content }: { content: readonly object[] }): string =>
  String((content[0] as { uri?: unknown }).uri);

const transports = [
  { transport: 'stdio', start: async () => program('server-everything') },
  { transport: 'Streamable HTTP', start: everythingOverHttp },
];

it.each(transports.flatMap((each) => eras.map((era) => ({ ...each, ...era }))))(
  'serves the reference server, over $transport, to a client of the $era protocol',
  async ({ mode, start }) => {
    const everything = await start();
    const catalog = await catalogOf(everything);
    const { client, remote } = await gateway({ server: everything, catalog });
    const caller = await client(mode);
    const sum = await caller.callTool({ name: 'get-sum', arguments: { a: 2, b: 3 } });
    expect(textOf(sum)).toBe('The sum of 2 and 3 is 5.');
    const image = await caller.callTool({ name: 'get-tiny-image', arguments: {} });
    expect(image.content.some(({ type }) => type === 'image')).toBe(true);
    const weather = { name: 'get-structured-content', arguments: { location: 'New York' } };
    expect((await caller.callTool(weather)).structuredContent).toEqual({
      temperature: 33,
      conditions: 'Cloudy',
      humidity: 82,
    });
    const wrong = await caller.callTool({ name: 'get-sum', arguments: { a: 'x' } });
    expect(wrong.isError).toBe(true);
    const uri = 'demo://resource/dynamic/text/1';
    expect((await caller.readResource({ uri })).contents).toMatchObject([{ uri }]);
    const linked = { uri: linkIn(await caller.callTool(GZIP)) };
    expect((await caller.readResource(linked)).contents).toMatchObject([linked]);
    const prompt = { name: 'args-prompt', arguments: { city: 'Graz' } };
    expect(JSON.stringify(await caller.getPrompt(prompt))).toContain('Graz');
    const seen: unknown[] = [];
    const long = { name: 'trigger-long-running-operation', arguments: { duration: 1, steps: 2 } };
    await caller.callTool(long, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen[0]).toBe(1);
    await remote.end('local'); // over HTTP, the next call begins another session
    expect((await caller.callTool({ name: 'echo', arguments: { message: 'a' } })).isError).not.toBe(
      true,
    );
  },
);

it('serves a program that lists its tools by client: a project is the same client as its import', async () => {
  const program = legacyProgram(
    `let who; onInitialize = ({ clientInfo, capabilities }) => { who = JSON.stringify([clientInfo, capabilities]); };
    describe = () => who; const tools = { hello: () => "hi" };`,
  );
  const description = JSON.stringify([CLIENT_INFO, QUESTION_CAPABILITIES]);
  const catalog = { tools: [{ name: 'hello', description, inputSchema: { type: 'object' } }] };
  const { client } = await gateway({ server: program, catalog });
  const called = await (await client('auto')).callTool({ name: 'hello', arguments: {} });
  expect(textOf(called)).toBe('hi');
});

it('reads files through server-filesystem, and only below its folder', async () => {
  writeFileSync(join(folder, 'note.txt'), 'Hello');
  const files = program('server-filesystem', folder);
  const { client } = await gateway({ server: files, catalog: await catalogOf(files) });
  const caller = await client('auto');
  const read = (path: string) => caller.callTool({ name: 'read_text_file', arguments: { path } });
  expect(JSON.stringify(await read(join(folder, 'note.txt')))).toContain('Hello');
  expect((await read('/etc/passwd')).isError).toBe(true);
});

it('gives a program the variables that are named, and no others', async () => {
  process.env.ROOMS_KEY = 'k-1';
  process.env.ROOMS_REGION = 'eu-1';
  process.env.OTHER_SECRET = 'secret';
  const everything = program('server-everything');
  const catalog = await catalogOf(everything);
  const { client } = await gateway({
    server: everything,
    catalog,
    auth: programAuth('rooms', { ROOMS_KEY: 'ROOMS_KEY' }) as unknown as ApiAuth<never>,
    options: { environment: { REGION: 'ROOMS_REGION', FILE_PATH: 'ROOMS_FILE_PATH' } },
  });
  const result = await (await client('auto')).callTool({ name: 'get-env', arguments: {} });
  delete process.env.ROOMS_KEY;
  delete process.env.ROOMS_REGION;
  delete process.env.OTHER_SECRET;
  expect(JSON.stringify(result)).toContain('k-1');
  expect(JSON.stringify(result)).toMatch(/\WREGION\W+eu-1/);
  expect(JSON.stringify(result)).not.toMatch(/OTHER_SECRET|FILE_PATH/);
});

it.each([
  { what: 'is refused: a token', name: 'ROOMS_TOKEN', value: 'key-of-alice', isError: true },
  { what: 'is sent: an address', name: 'ROOMS_URL', value: 'https://rooms.example' },
])('a result that repeats what its program was given $what', async ({ name, value, isError }) => {
  process.env[name] = value;
  onTestFinished(() => {
    delete process.env[name];
  });
  const everything = program('server-everything');
  const { client } = await gateway({
    server: everything,
    catalog: await catalogOf(everything),
    auth: programAuth('rooms', { [name]: name }) as unknown as ApiAuth<never>,
  });
  const result = await (await client('auto')).callTool({ name: 'get-env', arguments: {} });
  expect(result.isError).toBe(isError);
  expect(JSON.stringify(result).includes(value)).toBe(!isError);
});

it('starts a program for each user who has credentials of their own', async () => {
  const everything = program('server-everything');
  const auth = programAuth('rooms', { ROOMS_KEY: 'ROOMS_KEY' });
  const { remote } = await gateway({
    server: everything,
    catalog: await catalogOf(everything),
    auth: auth as unknown as ApiAuth<never>,
  });
  const keyOf = async (user: string) => {
    const principal = verifiedPrincipal('https://auth.example', user);
    return JSON.stringify(await remote.callTool('get-env', {}, testContext({ principal })));
  };
  for (const user of ['alice', 'bob'])
    await auth.saveCredentials(verifiedPrincipal('https://auth.example', user).userId, {
      ROOMS_KEY: `key-of-${user}`,
    });
  expect(await keyOf('alice')).toContain('key-of-alice');
  expect(await keyOf('bob')).toContain('key-of-bob');
  await expect(keyOf('carol')).rejects.toThrow(AuthNeededError);
});

const TOOL = { name: 'end', description: 'Ends.', inputSchema: { type: 'object' } };
/** Notes its process id; ends when "end" is called. */
const fragile = (file: string) =>
  legacyProgram(`
  require("node:fs").appendFileSync("${file}", process.pid + " ");
  describe = () => "Ends.";
  const tools = { end: ({ arguments: { now } }) => (now ? process.exit(1) : "") };`);

it('starts a program again that has ended, and ends it with the server', async () => {
  const file = join(folder, 'fragile');
  const { client, project } = await gateway({
    server: fragile(file),
    catalog: { tools: [TOOL] },
  });
  const caller = await client('auto');
  const call = (now: boolean) => caller.callTool({ name: 'end', arguments: { now } });
  expect((await call(false)).isError).toBeUndefined();
  expect(await call(true)).toMatchObject({
    isError: true,
    content: [
      { text: expect.stringContaining('is not known whether the change was made') as string },
    ],
  });
  expect((await call(false)).isError).toBeUndefined();
  const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
  expect(pids).toHaveLength(2);
  await Promise.all(Array.from(project.ending, (end) => end()));
  await expect.poll(() => pids.filter(isRunning)).toEqual([]); // the end of what is killed takes a moment
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('waits after a program that cannot be started', async () => {
  const server = `"${process.execPath}" -e 'process.exit(1)'`;
  const { client } = await gateway({ server, catalog: { tools: [TOOL] } });
  const caller = await client('auto');
  const call = async () => JSON.stringify(await caller.callTool({ name: 'end', arguments: {} }));
  await call();
  expect(await call()).toMatch(/does not run. It ended with code 1. Try again in \d+ s/);
});

const context = () =>
  testContext({ principal: verifiedPrincipal('https://auth.example', 'alice') });

it('serves a program to other callers only where it is shared', async () => {
  const server = fragile(join(folder, 'of-one'));
  const own = await gateway({ server, catalog: {} });
  await expect(own.remote.callTool('end', {}, context())).rejects.toThrow(/serves one user/);
});

it('serves a program to all callers where it is shared', async () => {
  const server = fragile(join(folder, 'of-all'));
  const config = 'shared_credentials: true';
  const { remote } = await gateway({ server, catalog: {}, config });
  await expect(remote.callTool('end', {}, context())).resolves.toMatchObject({
    content: [{ text: '' }],
  });
});

it('only users whose results link to a resource can read it', async () => {
  const server = program('server-everything');
  const config = 'shared_credentials: true';
  const catalog = await catalogOf(server);
  const { client } = await gateway({ server, catalog, config, verifier: namedCallers });
  const [alice, bob] = [await client('auto', 'alice'), await client('auto', 'bob')];
  const linked = { uri: linkIn(await alice.callTool(GZIP)) };
  await expect(bob.readResource(linked)).rejects.toThrow('Resource not found');
  expect((await alice.readResource(linked)).contents).toMatchObject([linked]);
});

const FLOODING = legacyProgram(`
  const flood = () => new Promise(() => setInterval(() => process.stdout.write("x".repeat(1e6)), 1));
  const tools = { flood, work: () => process.pid };`);

it('a program that floods is ended, and the next call starts it again', async () => {
  const { client } = await gateway({ server: FLOODING, catalog: await catalogOf(FLOODING) });
  const caller = await client('auto');
  const work = async () => textOf(await caller.callTool({ name: 'work', arguments: {} }));
  const first = await work();
  expect(await caller.callTool({ name: 'flood', arguments: {} })).toMatchObject({ isError: true });
  await expect.poll(work).toMatch(/^\d+$/);
  expect(await work()).not.toBe(first);
});

const unstarted = [
  ['a command that is not there', 'no-such-program', 'Its command was not found.', 'ENOENT'],
  ['a file that is no program', join(folder, 'note'), 'Its command is not executable.', 'EACCES'],
  [
    'a program without its key',
    `node ${join(folder, 'keyless.cjs')}`,
    'It ended with code 3. It printed: "Error: ACME_KEY is not set, not [removed]"',
    'ended with code 3. It printed: \\"Error: ACME_KEY is not set, not [removed]',
  ],
  ['one that says nothing', 'node -e 0', 'It ended with code 0.', 'ended with code 0'],
] as const;

it.each(unstarted)('%s is told as such, with its last line', async (_, server, reason, inLog) => {
  const lines: object[] = [];
  setDefaultLogSink((line) => void lines.push(line));
  process.env.ACME_TOKEN = 'abc';
  onTestFinished(() => {
    delete process.env.ACME_TOKEN;
  });
  writeFileSync(join(folder, 'note'), '', { mode: 0o600 });
  const failing = `console.error("starting"); console.error("Error: ACME_KEY is not set, not", process.env.ACME_TOKEN); process.exit(3)`;
  writeFileSync(join(folder, 'keyless.cjs'), failing);
  const auth = programAuth('rooms', { ACME_TOKEN: 'ACME_TOKEN' });
  const { client, remote } = await gateway({
    server,
    catalog: { tools: [TOOL] },
    auth: auth as unknown as ApiAuth<never>,
  });
  const result = await (await client('auto')).callTool({ name: 'end', arguments: {} });
  expect(textOf(result)).toMatch(`The program of "rooms" does not run. ${reason} Try again in`);
  expect(JSON.stringify(lines)).toContain(inLog);
  // What a program prints is for its operator.
  const principal = verifiedPrincipal('https://auth.example', 'ann');
  await auth.saveCredentials(principal.userId, { ACME_TOKEN: 'abc' });
  const called = remote.callTool('end', {}, testContext({ principal }));
  await expect(called).rejects.toThrow(
    /^The program of "rooms" does not run\. It[^:]*\. Try again in/,
  );
});
