import { expect, it } from 'vitest';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import { outcomeOf } from './outcome.js';

const AUTH = 'src/providers/weather/api/auth.ts';

/** A body that no scanner of this repository takes for a credential, because it is not in the source. */
const body = (length: number, alphabet = 'qZ7rT2mVw9KxB4tLs8NcDh3GpFy6JdRa5') =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + index ** 2) % alphabet.length]).join(
    '',
  );
const hex = (length: number) => body(length, '7f3a9c1e5b8d2046');
const code = (text: string): Record<string, string> => ({
  'src/providers/weather/api/note.ts': text,
});
const jwt = (payload: object) =>
  [{ alg: 'HS256', typ: 'JWT' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(body(43))
    .join('.');
const pem = (kind: string, end = '\n') =>
  `-----BEGIN ${kind}PRIVATE KEY-----${end}${body(64)}${end}${body(64)}${end}-----END ${kind}PRIVATE KEY-----`;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

const credentials: [what: string, file: Record<string, string>, secret: string][] = [
  ...[
    ['sk_live_', 24],
    ['rk_live_', 99],
    ['whsec_', 32],
    ['ghp_', 36],
    ['gho_', 36],
    ['github_pat_11', 70],
    ['glpat-', 20],
    ['xoxb-', 50],
    ['xapp-1-', 60],
    ['AIza', 35],
    ['GOCSPX-', 28],
    ['ya29.', 60],
    ['npm_', 36],
    ['sk-ant-api03-', 93],
    ['sk-proj-', 120],
    ['sk-', 48],
    ['hf_', 34],
    ['gsk_', 52],
    ['ntn_', 46],
    ['lin_api_', 40],
    ['1234567890:AA', 33],
    ['hvs.', 90],
    ['sb_secret_', 31],
  ].map(([prefix, length]): [string, Record<string, string>, string] => {
    const secret = `${String(prefix)}${body(Number(length))}`;
    return [`${String(prefix)}…`, code(`export const key = '${secret}';\n`), secret];
  }),
  ...['shpat_', 'dapi', 'dop_v1_'].map((prefix): [string, Record<string, string>, string] => {
    const secret = prefix + hex(prefix === 'dop_v1_' ? 64 : 32);
    return [`${prefix}…`, code(`call({ key: "${secret}" });\n`), secret];
  }),
  ...((secret: string): [string, Record<string, string>, string][] => [
    ['AKIA…', code(`const id = '${secret}';\n`), secret],
    ['in a comment', code(`// was ${secret}\n`), secret],
    ['in .env.example', { '.env.example': `# WEATHER_TOKEN=${secret}\n` }, secret],
    [
      'in decisions',
      {
        'src/providers/weather/openapi.yaml': `operations:\n  GET /a: { description: ${secret} }\n`,
      },
      secret,
    ],
    [
      'in an entry of a client',
      { '.mcp.json': `{ "mcpServers": { "x": { "env": { "A": "${secret}" } } } }` },
      secret,
    ],
    ['in the README', { 'README.md': `Use ${secret}.\n` }, secret],
    ['in a test', { 'tests/a.test.ts': `send('${secret}');\n` }, secret],
    ['in a URL', code(`fetch('https://x:${secret}@a.example/');\n`), secret],
  ])(`AKIA${body(16, 'Q7ZR2MVW9KXB4TLS8NC')}`),
  ...((secret: string): [string, Record<string, string>, string][] => [
    ['a new token of an app of GitHub', code(`x('${secret}');\n`), secret],
  ])(`ghs_12345_${jwt({ iss: 'github' })}`),
  ...((secret: string): [string, Record<string, string>, string][] => [
    ['a JSON Web Token', code(`const token = '${secret}';\n`), secret],
    ['one in a header', code(`x({ Authorization: 'Bearer ${secret}' });\n`), secret],
  ])(jwt({ sub: 'u-71', role: 'service_role' })),
  ['a private key', code(`const key = \`${pem('RSA ')}\`;\n`), pem('RSA ')],
  ['a private key in one line', code(`const key = '${pem('', '\\n')}';\n`), pem('', '\\n')],
  ...[
    (secret: string) => `x({ headers: { authorization: 'Bearer ${secret}' } });\n`,
    (secret: string) => `headers.set("Authorization", "Bearer ${secret}");\n`,
    (secret: string) => `headers['authorization'] = 'Token ${secret}';\n`,
    (secret: string) => `x({ headers: { 'X-Api-Key': '${secret}' } });\n`,
    (secret: string) => `x({ headers: { 'PRIVATE-TOKEN': '${secret}' } });\n`,
  ].map((line, index): [string, Record<string, string>, string] => [
    `a header ${index}`,
    code(line(body(24))),
    body(24),
  ]),
  [
    'a password',
    code(`x({ authorization: '${basic('svc-sync:Tr4vel!ing')}' });\n`),
    basic('svc-sync:Tr4vel!ing').slice(6),
  ],
  ['a value in .env.example', { '.env.example': `WEATHER_TOKEN=${body(40)}\n` }, body(40)],
];

const harmless: [what: string, file: Record<string, string>][] = [
  ...[
    'authorization: `Bearer ${token}`',
    "authorization: 'Bearer ' + token",
    "authorization: 'Bearer test'",
    "authorization: 'Bearer <access-token>'",
    "authorization: 'Bearer YOUR_ACCESS_TOKEN_HERE'",
    "authorization: 'Bearer your-api-key-0123456789'",
    "authorization: 'Bearer xxxxxxxxxxxxxxxxxxxxxxxx'",
    "authorization: 'Bearer 0000000000000000000000'",
    "authorization: 'Bearer realm=api.weather.dev'",
    `authorization: '${basic('user:password')}'`,
    `authorization: '${basic('Aladdin:open sesame')}'`,
    "name: 'X-Api-Key', in: 'header'",
    "'x-api-key': apiKey",
    "'X-Api-Key': 'WEATHER_API_KEY_V2_PRODUCTION'",
    "key: 'AKIAIOSFODNN7EXAMPLE'",
    "secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'",
    "key: 'sk_live_your_secret_key_here'",
    "key: 'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx'",
    `key: 'sk_test_${body(24)}'`,
    `key: 'pk_live_${body(24)}'`,
    "key: 'sk_live_'",
    "key: 'ghp_1234567890abcdefghijklmnopqrstuvwxyz'",
    "key: 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "key: 'xoxb-your-bot-token-goes-right-here'",
    "key: 'glpat-<your token>'",
    'pattern: /^ghp_[A-Za-z0-9]{36}$/',
    "className: 'sk-circle sk-circle-fade-dot-animation-element'",
    "name: 'task-list-of-the-whole-organization-in-2026'",
    "id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301'",
    `sha256: '${hex(64)}'`,
    `integrity: 'sha512-${body(86)}=='`,
    `image: 'data:image/png;base64,iVBORw0KGgo${body(400)}=='`,
    "hash: 'd41d8cd98f00b204e9800998ecf8427e'",
    "token: 'WEATHER_TOKEN'",
    "url: 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'",
    "begin: '-----BEGIN PRIVATE KEY-----'",
    "pem: '-----BEGIN PRIVATE KEY-----\\\\n...\\\\n-----END PRIVATE KEY-----\\\\n'",
    `pem: '-----BEGIN PUBLIC KEY-----\\\\n${body(64)}\\\\n-----END PUBLIC KEY-----'`,
    `pem: '-----BEGIN CERTIFICATE-----\\\\n${body(64)}\\\\n-----END CERTIFICATE-----'`,
    "token: 'eyJhbGciOiJIUzI1NiJ9.fake.sig'",
    `token: '${jwt({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })}'`,
    `anonKey: '${jwt({ iss: 'supabase', role: 'anon' })}'`,
    'city: `npm_config_registry`',
    "name: 'hf_hub_download_timeout_in_seconds_and_more'",
    "cursor: 'SG.next.page'",
    "country: 'ASIAPACIFICANDOCEANIA'",
  ].map((member): [string, Record<string, string>] => [member, code(`x({ ${member} });\n`)]),
  [
    'a name that is kept in a constant',
    { [AUTH]: ["{ token: 'WEATHER_TOKEN' }", '{ token: VARIABLE }'] as never },
  ],
  [
    'a Bearer token of a test',
    { 'tests/a.test.ts': `x({ authorization: 'Bearer ${body(24)}' });\n` },
  ],
  ['a key that a test has made', { 'tests/a.test.ts': `const key = \`${pem('')}\`;\n` }],
  ['a token of a test', { 'tests/a.test.ts': `const token = '${jwt({ sub: 'alice' })}';\n` }],
  [
    'values of .env.example',
    {
      '.env.example':
        '# WEATHER_TOKEN=secret\nWEATHER_URL=https://a1b2c3d4e5f6a7b8.example\nKEY=change-me-0123456789\n',
    },
  ],
  ['a lock file', { 'package-lock.json': `{ "x": "npm_${body(36)}" }` }],
];

it.each(credentials)('is reported, and hidden: %s', async (_, file, secret) => {
  const { project } = await outcomeOf(file);
  const report = validationReport(project, rules);
  const own = report.findings.filter(({ rule }) => rule === 'security/hard-coded-credential');
  expect(own.map(({ message }) => message)).toHaveLength(1);
  expect(JSON.stringify(report)).not.toContain(JSON.stringify(secret).slice(1, -1));
  expect(JSON.stringify(report)).not.toContain(secret.slice(-12));
});

it.each(harmless)('is no credential: %s', async (_, file) => {
  const { findings } = await outcomeOf(file);
  const own = findings.filter(({ rule }) => rule === 'security/hard-coded-credential');
  expect(own.map(({ message }) => message)).toEqual([]);
});

it.each(["{ token: 'sesame-123' }", "{ token: 'correct horse' }"])(
  'a literal in place of the name of a variable is a finding: %s',
  async (variables) => {
    const { findings } = await outcomeOf({ [AUTH]: ["{ token: 'WEATHER_TOKEN' }", variables] });
    expect(findings.map(({ rule }) => rule)).toEqual(['security/hard-coded-credential']);
  },
);
