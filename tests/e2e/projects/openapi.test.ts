import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run, succeed } from '../../support/run.js';
import { TSC, VITEST } from './together.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BIN = join(ROOT, 'bin', 'mcp-provider.cjs');

const example = (path: string) =>
  createRequire(import.meta.url).resolve(`@readme/oas-examples/${path}.json`);
const https = ['--base-url', 'https://api.example.com'];

/** Documents whose tools together use everything that an import can make. */
const DOCUMENTS: [name: string, file: string, options: string[]][] = [
  ['petstore', example('3.0/json/petstore'), https],
  ['star_trek', example('3.0/json/star-trek'), [...https, '--include', '**']],
  ['trains', example('3.1/json/train-travel'), []],
  ['old_pets', example('2.0/json/petstore'), https],
  ['circular', example('3.0/json/circular'), https],
  ['odd', join(import.meta.dirname, 'odd.openapi.yaml'), []],
];

interface Finding {
  severity: string;
  rule: string;
}

it('one project with a provider for each document passes type check, its tests and "validate"', async () => {
  const folder = temporaryFolder();
  const root = join(folder, 'imported-mcp');
  for (const [index, [name, file, options]] of DOCUMENTS.entries()) {
    const command = index === 0 ? ['create', root, '--no-git'] : ['add-provider'];
    const quiet = ['--lenient', '--no-install', '--yes'];
    const words = ['--from-openapi', file, '--name', name, ...options, ...quiet];
    await succeed('node', [BIN, ...command, ...words], index === 0 ? folder : root);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await succeed('node', [TSC], root);
  await succeed('node', [BIN, 'build'], root);
  await succeed('node', [VITEST, 'run', '--no-isolate'], root);
  const report = await run('node', [BIN, 'validate', '--json'], { cwd: root });
  const { findings } = JSON.parse(report.stdout) as { findings: Finding[] };
  // Names such as "user_id" are a matter for people.
  const errors = findings.filter(
    ({ severity, rule }) => severity === 'error' && !rule.endsWith('argument'),
  );
  expect(errors).toEqual([]);
});
