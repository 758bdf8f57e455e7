import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { schemaMismatches } from '../../src/spec/schema-mismatches.js';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const COPIED = [
  'src',
  'templates',
  'scripts',
  'docs/spec.md',
  'CHANGELOG.md',
  'package.json',
  'tsconfig.json',
];
const PROBE = ['structure/plug-in-probe.ts', 'support/memory.ts', 'rules/combinations.ts'];

interface Probe {
  help: string[];
  schema: JsonSchemaObject;
  asked: string[];
  answered: object;
  found: { words: string; config: string; findings: string[]; isSayable: boolean }[];
  page: string;
}

/** The kind `ledger` and the auth style `signature` are folders in `tests/cases/plug-ins`, and nothing else. */
describe('a kind and an auth style that are only folders', () => {
  const copy = temporaryFolder(afterAll);
  let probe: Probe;

  beforeAll(() => {
    for (const path of [...COPIED, ...PROBE.map((file) => `tests/${file}`)])
      cpSync(join(REPOSITORY, path), join(copy, path), { recursive: true });
    for (const path of ['node_modules', 'runtime'])
      symlinkSync(join(REPOSITORY, path), join(copy, path));
    cpSync(join(REPOSITORY, 'tests', 'cases', 'plug-ins'), copy, { recursive: true });
    const node = (...args: string[]) =>
      execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
    node('scripts/registers.mjs');
    probe = JSON.parse(node('--import', 'tsx', 'tests/structure/plug-in-probe.ts')) as Probe;
  });

  it('are in the help', () => {
    const help = probe.help.join('\n');
    expect(help).toMatch(/^--kind <kind> .* ledger\b/m);
    expect(help).toMatch(/^--ledger-url <url> where the ledger is$/m);
    expect(help).toMatch(/^--posting <account> /m);
    expect(help).toMatch(/^--auth-algorithm <sha256\|sha512> hash function \(signature\)$/m);
  });

  it('are in the JSON Schema', () => {
    const spec = {
      name: 'acme',
      kind: 'ledger',
      description: 'Rooms.',
      ledgerUrl: 'https://ledger.acme.dev',
      auth: { style: 'signature', algorithm: 'sha256' },
    };
    const places = (value: object) =>
      schemaMismatches(probe.schema, value).map(({ path }) => path.join('.'));
    expect(places(spec)).toEqual([]);
    expect(places({ ...spec, baseUrl: 'https://api.acme.dev' })).toEqual(['baseUrl']);
    expect(places({ ...spec, auth: { style: 'none' } })).toEqual(['auth.style']);
    expect(places({ ...spec, kind: 'api' })).toContain('baseUrl');
  });

  it('are asked for', () => {
    expect(probe.asked).toContain('What does it connect to? api code files ledger mcp sql');
    expect(probe.asked).toContain('URL of the ledger, such as https://ledger.acme.dev');
    expect(probe.asked).toContain('Hash function');
    expect(probe.answered).toMatchObject({
      kind: 'ledger',
      auth: { style: 'signature', algorithm: 'sha256' },
    });
  });

  it('are in the test matrix, and pass "validate"', () => {
    const words = probe.found.map((each) => each.words);
    expect(words).toContain('ledger with signature');
    expect(words).toContain('ledger with bearer');
    expect(words).toContain('api with signature');
    expect(words).not.toContain('ledger with none');
    expect(probe.found.flatMap(({ findings }) => findings)).toEqual([]);
    expect(probe.found.filter(({ isSayable }) => !isSayable)).toEqual([]);
    const { config } = probe.found.find((each) => each.words === 'ledger with signature')!;
    expect(config).toContain('  acme:\n    kind: ledger\n');
    expect(config).toContain('    ledger_url: https://ledger.acme.dev\n');
  });

  it('are in the documentation', () => {
    expect(probe.page).toMatch(/^\| `ledger` +\| A ledger +\| `ledgerUrl` +\| .*`signature`/m);
    expect(probe.page).toMatch(/^\| `signature` +\| HMAC signature +\| `algorithm` +\|$/m);
  });
});
