import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sentBody } from '../../runtime/src/testing/fakes/sent-body.js';
import { parsePastedRequest, type PastedRequest } from '../../src/kinds/api/pasted/request.js';
import {
  completeRequests,
  requestsFault,
  shownRequests,
} from '../../src/kinds/api/pasted/request-line.js';
import { pastedTool, toolWith } from '../../src/kinds/api/pasted/tool.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { validTools } from '../../src/sources/valid-tools.js';
import { caseCount } from '../support/mutated.js';

const file = join(import.meta.dirname, '..', 'cases', 'kinds', 'curl-commands.yaml');
const COMMANDS = parse(readFileSync(file, 'utf8')) as string[];
const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => process.env.CI !== undefined,
);

let seen: { request: IncomingMessage; body: Buffer }[] = [];
const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    seen.push({ request, body });
    response.end();
  });
});
let host = '';
beforeAll(async () => {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** What curl sends itself, what browsers send with every request, and credentials: no headers of a tool. */
const NO_CHOICE =
  /^(host|user-agent|accept|accept-(encoding|language)|content-(type|length)|connection|referer|dnt|sec-.*|authorization|cookie)$/;

const fields = (text: string) =>
  Array.from(new URLSearchParams(text), ([name, value]) => ({ name, value }));

/** A part of a form as `sentBody` states it. */
const typedField = ({
  name,
  value,
  isFile,
  contentType,
}: {
  name: string;
  value: string;
  isFile: boolean;
  contentType?: string;
}) => ({
  name,
  value:
    isFile || contentType === undefined
      ? value
      : {
          type: contentType,
          content: contentType.includes('json') ? (JSON.parse(value) as unknown) : value,
        },
});

/** By name; a list where a name is repeated. */
const together = (all: readonly { name: string; value: unknown }[]) =>
  Object.fromEntries(
    all.map(({ name }) => {
      const values = all.filter((one) => one.name === name).map(({ value }) => value);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );

/** Media type and content of a body, as far as a tool has them. */
async function contentOf({ body }: PastedRequest, bytes: Buffer, type: string): Promise<unknown[]> {
  const sent = (as: string) => sentBody(Uint8Array.from(bytes), as);
  switch (body?.as) {
    case undefined:
      return [bytes.length, 0];
    case 'json': {
      // What looks like JSON is JSON, whatever curl calls it.
      const is = body.contentType ?? 'application/json';
      return [
        [is, body.value],
        [
          type.replace(/;.*|x-www-form-urlencoded/g, (rest) =>
            rest.startsWith(';') ? '' : 'json',
          ),
          await sent(is),
        ],
      ];
    }
    case 'text':
      return [body.contentType ?? 'text/plain', type];
    case 'form':
      return [together(body.fields), await sent(type)];
    case 'multipart':
      return [together(body.fields.map(typedField)), await sent(type)];
  }
}

/** Expects that what is read of a command is what curl sends. */
async function expectSame(command: string): Promise<void> {
  const pasted = command.replaceAll('HOST', host);
  seen = [];
  await run('bash', ['-c', pasted.replace(/^curl /, 'curl --max-time 20 -s ')]);
  const [sent, another] = seen;
  if (!sent || another) throw new Error('Not one request was received.');
  const url = new URL(sent.request.url ?? '', host);
  const sentHeaders = sent.request.headers;
  const read = parsePastedRequest(pasted);
  const { method, target, query, auth, headers, ignored } = read;
  expect([method, target, query]).toEqual([
    sent.request.method,
    host + url.pathname,
    fields(url.search),
  ]);
  for (const { name, value } of headers) expect(sentHeaders[name.toLowerCase()]).toContain(value);
  const known = [...headers.map(({ name }) => `header "${name}"`), ...ignored].join().toLowerCase();
  for (const name of Object.keys(sentHeaders).filter((one) => !NO_CHOICE.test(one)))
    expect(known).toContain(`header "${name}"`);
  expect(auth?.style).toBe(sentHeaders.authorization?.split(' ')[0]?.toLowerCase());
  const [ours, theirs] = await contentOf(read, sent.body, sentHeaders['content-type'] ?? '');
  expect(ours).toEqual(theirs);
  const { params, request } = pastedTool(read);
  const tool = {
    name: 'do_it',
    description: 'Does it.',
    ...toolWith({ params, request }, params),
  };
  expect(validTools([{ key: '', tool }], { name: 'a', kind: kinds.api }).skipped).toEqual([]);
  expect(parsePastedRequest(read.text)).toEqual(read);
  expect(JSON.stringify(read)).not.toContain('hunter2');
}

/** As shells quote a word: each in its own way where it can. */
const QUOTES: readonly ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`,
  (text) => `"${text.replace(/["\\$`]/g, String.raw`\$&`)}"`,
  (text) => `$'${text.replace(/['\\]/g, String.raw`\$&`)}'`,
  (text) => text.replace(/[^\w./:=-]/gu, String.raw`\$&`) || "''",
];

describe.skipIf(!hasCurl)('what is read of a command is what curl sends', () => {
  it.each(COMMANDS)('%s', expectSame);

  it('of any command', async () => {
    const word = fc.stringMatching(/^[a-z][a-z ]{0,6}[a-zÄ'"$\\&+%#!;=@.]{0,4}$/);
    const plain = fc.stringMatching(/^[bdfghjlmqx]{1,8}$/); // no name of a secret
    const pair = fc
      .tuple(
        plain,
        word.filter((text) => !text.includes('&=')),
      )
      .map((one) => one.join('='));
    const header = fc.tuple(plain, plain).map(([name, value]) => `X-${name}: ${value}`);
    const quoted = (option: string, value: fc.Arbitrary<string>) =>
      fc
        .tuple(value, fc.constantFrom(...QUOTES))
        .map(([text, quote]) => `${option} ${quote(text)}`);
    const general = fc.oneof(
      quoted('-H', header),
      quoted('-A', plain),
      fc.constantFrom('-L', '--compressed', '-k', '-sS', '-u ann:hunter2', '--tlsv1.2', '-m 9'),
    );
    const body = fc.oneof(
      fc.array(fc.oneof(quoted('-d', pair), quoted('--data-raw', pair)), { maxLength: 3 }),
      fc.array(quoted('--data-urlencode', pair), { minLength: 1, maxLength: 3 }),
      fc.array(
        quoted(
          '-F',
          fc.tuple(plain, plain).map((one) => one.join('=')),
        ),
        { maxLength: 3 },
      ),
      fc.tuple(
        quoted(
          '--json',
          fc
            .jsonValue({ maxDepth: 2 })
            .map((value) => JSON.stringify({ value }).replaceAll('__proto__', 'x')),
        ),
      ),
    );
    const method = fc.constantFrom('', '-X PUT', '-X DELETE', '-XPATCH', '--request POST');
    const query = fc.array(
      fc.tuple(plain, plain).map((one) => one.join('=')),
      { maxLength: 2 },
    );
    const command = fc
      .tuple(fc.array(general, { maxLength: 3 }), body, method, plain, query, fc.nat())
      .map(([options, data, verb, path, search, at]) => {
        const words = [...options, ...data, verb].filter(Boolean);
        const url = `'HOST/${path}${search.length > 0 ? `?${search.join('&')}` : ''}'`;
        words.splice(at % (words.length + 1), 0, url);
        return `curl ${words.join(' ')}`;
      });
    await fc.assert(fc.asyncProperty(command, expectSame), { numRuns: caseCount(25) });
  });
});

describe('a command that is another request, or none, is refused', () => {
  it.each([
    [
      'curl --max-redir 5 https://a.dev',
      'curl has no option "--max-redir"; did you mean "--max-redirs"?',
    ],
    ['curl --passs=hunter2 https://a.dev', 'curl has no option "--passs"; did you mean "--pass"?'],
    ['curl –data pass=hunter2 https://a.dev', 'curl has no option "–data"; did you mean "--data"?'],
    ['curl -s_ https://a.dev', 'curl has no option "-_".'],
    ['curl --expand-url {{u}} https://a.dev', 'curl has no option "--expand-url"'],
    ['curl https://a.dev -X', 'The option "--request" needs a value.'],
    ['curl https://a.dev https://hunter2.dev', 'The command has several URLs: paste one.'],
    ['curl https://a.dev -: https://b.dev', '"--next" begins another request: paste one.'],
    ['curl https://a.dev -K hunter2', '"--config" reads options from a file'],
    ['curl https://a.dev -T hunter2', '"--upload-file" sends a file'],
    ['curl https://a.dev -H @hunter', '"@hunter" is a file'],
    ['curl https://a.dev --data-urlencode a@file', '"@file" is a file'],
    [
      'curl https://a.dev --digest -u ann:hunter2',
      '"--digest" is a sign-in that providers do not have',
    ],
    [
      'curl https://a.dev --aws-sigv4 aws:amz',
      '"--aws-sigv4" is a sign-in that providers do not have',
    ],
    ['curl https://a.dev -X GET -d hunter2', 'A GET request has no body'],
    ['curl https://a.dev -F a=hunter2 -d b=1', 'curl sends one of them'],
    [`curl https://a.dev -d '{"p":hunter2}'`, 'The body is not JSON'],
    [
      `curl https://a.dev -H 'Content-Type: multipart/form-data; boundary=a' --data-raw hunter2`,
      'write each with "--form"',
    ],
    [
      'curl -Uri https://a.dev -Method POST',
      '"-Uri" is an option of PowerShell: copy the request as cURL.',
    ],
  ])('%s', (command, fault) => {
    expect(requestsFault(command)).toContain(fault);
    expect(requestsFault(command)).not.toContain('hunter2');
  });
});

it.each([
  'curl https://a.dev --pass hunter2',
  'curl https://a.dev --cert c.pem:hunter2 --key hunter2.pem',
  'curl https://a.dev -x http://ann:hunter2@proxy --proxy-user ann:hunter2 -A hunter2',
  "curl https://a.dev -H 'Proxy-Authorization: Basic hunter2' -H 'X-Auth: Token hunter2'",
  "curl https://a.dev -H 'Content-Type: text/xml' -d '<password>hunter2</password>'",
  "curl https://a.dev -F password=hunter2 -F 'token=hunter2;type=text/plain'",
  'curl https://a.dev --tlspassword=hunter2 --oauth2-bearer=hunter2',
])('secrets are in no text: %s', (command) => {
  expect(JSON.stringify(parsePastedRequest(command))).not.toContain('hunter2');
  expect(completeRequests(command) + shownRequests(command)).not.toContain('hunter2');
});

const POSTED = `curl 'https://a.dev/b?x=1&y=2' \\\n  -H 'X-A: b^' \\\n  --data-raw '{"a":"x%\\\\"}'`;
it.each([
  [
    'cmd.exe',
    `curl ^"https://a.dev/b?x=1^&y=2^" ^\r\n  -H ^"X-A: b^^^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"x^%^\\^\\^\\^\\^\\^"^}^"`,
  ],
  [
    'older browsers for cmd.exe',
    `curl "https://a.dev/b?x=1&y=2" ^\n  -H "X-A: b^" ^\n  --data-raw "{\\"a\\":\\"x%\\\\\\\\\\"}"`,
  ],
  [
    'PowerShell',
    `curl.exe 'https://a.dev/b?x=1&y=2' \`\n  -H 'X-A: b^' \`\n  --data-raw '{"a":"x%\\\\"}'`,
  ],
])('a command for %s is that of Bash', (_, command) => {
  expect(parsePastedRequest(command)).toEqual(parsePastedRequest(POSTED));
  expect(completeRequests(command.replaceAll(/\r?\n/g, ' ↵ '))).toBe(
    parsePastedRequest(POSTED).text,
  );
});
