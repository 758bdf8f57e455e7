import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examples } from '../golden/projects.js';
import { validate } from './command.js';

const ROOT = join(examples, 'issues');
const whole = Object.fromEntries(
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(node_modules|dist)\b/.test(path) && statSync(join(ROOT, path)).isFile())
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
);

const CONFIG = 'provider-config.yaml';
const TEST = 'tests/issues.test.ts';
const provider = (path: string) => `src/providers/issues/${path}`;
const TOOL = provider('tools/get-issue.ts');
const SECRET = ['sk', 'live', 'q7Zr2mVw9KxB4tLs8NcD3hGp'].join('_');

/** What a person breaks, and the files that the report names. */
const breaks: [
  what: string,
  file: string,
  from: string | RegExp | null,
  to: string,
  ...named: string[],
][] = [
  [
    'an export is deleted',
    provider('server-auth.ts'),
    'export const',
    'const',
    provider('server-auth.ts'),
    provider('index.ts'),
  ],
  ['the key of the provider is renamed', CONFIG, '\n  issues:', '\n  tickets:', CONFIG],
  ['a key is misspelled', CONFIG, 'base_url', 'base_ulr', CONFIG],
  ['a key is unknown', CONFIG, 'auth: bearer', 'auth: bearer\n    colour: red', CONFIG],
  ['server-auth.ts is removed', provider('server-auth.ts'), null, '', CONFIG, provider('index.ts')],
  ['the tests are removed', TEST, null, '', CONFIG],
  ['".env" is not ignored', '.gitignore', /^\.env$/m, '', '.gitignore'],
  ['a tool file is removed', TOOL, null, '', provider('index.ts'), TEST],
  ['a tool is renamed in its file', TOOL, "'get_issue'", "'read_issue'", TOOL, TEST],
  ['a test case is deleted', TEST, /^ {4}get_issue: [[{][^]*?^ {4}[\]}],\n/m, '', TOOL],
  [
    'a credential is in a header',
    TOOL,
    "name: 'get_issue'",
    `headers: { authorization: 'Bearer ${SECRET}' },\n  name: 'get_issue'`,
    TOOL,
  ],
  [
    'a credential is in a variable',
    TOOL,
    'export const',
    `const apiKey = '${SECRET}';\nexport const`,
    TOOL,
  ],
  [
    'a credential is in place of the name of a variable',
    provider('api/auth.ts'),
    'ISSUES_TOKEN',
    SECRET,
    provider('api/auth.ts'),
  ],
  [
    'credentials are stored in the project',
    CONFIG,
    'auth: bearer',
    'auth: bearer\n    token_path: /repo/issues',
    CONFIG,
  ],
];

it.each(breaks)('is red: %s', async (_, file, from, to, ...named) => {
  const before = whole[file] ?? '';
  const after = from === null ? undefined : before.replace(from, () => to);
  expect(after).not.toBe(before);
  const files = Object.entries({ ...whole, [file]: after }).flatMap(([path, text]) =>
    text === undefined ? [] : [[`/repo/${path}`, text]],
  );
  const { exit, stdout } = await validate(Object.fromEntries(files) as typeof whole, [
    '--format',
    'json',
  ]);
  const report = JSON.parse(stdout) as { findings: { file: string; severity: string }[] };
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  expect(exit).toBe(1);
  expect([...new Set(errors.map((each) => each.file))].toSorted()).toEqual(named.toSorted());
  expect(stdout).not.toContain(SECRET);
});
