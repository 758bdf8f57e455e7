/** The forms for bug reports ask for what `doctor` and `list` print: it has no secret, in no form. */
import { homedir, platform } from 'node:os';
import { expect, it } from 'vitest';
import { recordPath } from '../../src/session/list-providers.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { projectIn } from '../validate/command.js';
import { about, type Broken, chain, challenge, metadata, RESOURCE, SERVER } from './chain.js';

const SECRET = 'pla/nted+secret&17.good';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const LOGIN = base64(`ada:${SECRET}`);
const FORMS = [SECRET, encodeURIComponent(SECRET), base64(SECRET), LOGIN];

const files = memoryFiles({});

/** No report has it, in JSON or as text, and no error. */
async function expectHidden(words: readonly string[], machine = { files, cwd: '/', env: {} }) {
  for (const format of [['--json'], []]) {
    const { stdout, stderr } = await runProgram([...words, ...format], machine);
    expect(stdout + stderr).not.toBe('');
    expect(FORMS.filter((form) => (stdout + stderr).includes(form))).toEqual([]);
  }
}

const REPEATED = FORMS.join('~');
const at = ({ url }: Request, path: string) => new URL(url).pathname === path;

/** Where a server repeats what it was sent. */
const ECHOES: Readonly<Record<string, Broken>> = {
  nowhere: () => undefined,
  'in the challenge': (request, base) =>
    at(request, '/mcp')
      ? challenge(`Bearer resource_metadata="${base}/${encodeURI(REPEATED)}", scope="mcp"`)
      : undefined,
  'in the metadata of the resource': (request, base) =>
    at(request, RESOURCE)
      ? Response.json({ ...about(base), resource: `https://other.dev/${REPEATED}` })
      : undefined,
  'in the metadata of the issuer': (request, base) =>
    at(request, SERVER)
      ? Response.json({ ...metadata(base), issuer: `https://other.dev/${REPEATED}` })
      : undefined,
  'in the error of a list': ({ headers }, _, body) => {
    if (!headers.has('authorization') || !body.includes('"tools/list"')) return undefined;
    const { id } = JSON.parse(body) as { id: number };
    return Response.json({ jsonrpc: '2.0', id, error: { code: -32_000, message: REPEATED } });
  },
};

/** How a user states it. */
const STATED: Readonly<Record<string, (url: string) => string[]>> = {
  'a token': (url) => [url, '--header', 'Authorization: Bearer ${PLANTED}'],
  'a key': (url) => [url, '--header', 'X-Api-Key: ${PLANTED}'],
  'a password': (url) => [url, '--header', `Authorization: Basic ${LOGIN}`],
  'a parameter': (url) => [`${url}?api_key=${encodeURIComponent(SECRET)}`],
  'a user in the URL': (url) => [url.replace('//', `//ada:${encodeURIComponent(SECRET)}@`)],
};

const ROWS = Object.keys(STATED).flatMap((how) => Object.keys(ECHOES).map((where) => [how, where]));

it.each(ROWS)('doctor hides %s that a server repeats %s', async (how = '', where = '') => {
  const url = await chain(ECHOES[where]);
  const words = STATED[how]?.(url) ?? [];
  await expectHidden(['doctor', ...words, '--timeout', '2'], {
    files,
    cwd: '/',
    env: { PLANTED: SECRET },
  });
});

const CONFIG = 'provider-config.yaml';
const RECORD = recordPath(
  { provider: 'weather', kind: 'api', place: null, tokenPath: 'weather' },
  { variables: {}, platform: platform(), home: homedir() },
);

it.each([
  ['in .env', { '.env': `WEATHER_TOKEN=${SECRET}\n` }],
  ['in .env that is no such file', { '.env': `WEATHER_TOKEN "${SECRET}\n${SECRET}` }],
  ['in the address of an API', { [CONFIG]: ['https://', `https://ada:${SECRET}@`] as const }],
  [
    'in the address of a database',
    {
      [CONFIG]: [
        'base_url: https://api.weather.dev/v1',
        `kind: sql\n    database_url: postgres://ada:${encodeURIComponent(SECRET)}@db/app`,
      ] as const,
    },
  ],
  ['in a file that is no YAML', { [CONFIG]: [`name: Weather`, `name: "${SECRET}`] as const }],
  ['in a key that does not exist', { [CONFIG]: ['port: 8710', `token: ${SECRET}`] as const }],
])('list hides a secret %s', async (_, changes) => {
  const project = projectIn('/repo', changes);
  const record = RECORD === undefined ? {} : { [RECORD]: SECRET };
  await expectHidden(['list'], {
    files: memoryFiles({ ...project, ...record }),
    cwd: '/repo',
    env: { WEATHER_TOKEN: SECRET },
  });
});
