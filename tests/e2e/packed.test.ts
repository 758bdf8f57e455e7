import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { succeed } from './run.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SPEC = join(ROOT, 'examples', 'specs', 'weather.yaml');
const folder = temporaryFolder(afterAll);

/** The archives in a project's `vendor/`, which its package.json refers to. */
function vendored(project: string): string[] {
  const names = readdirSync(join(project, 'vendor'));
  const manifest = readFileSync(join(project, 'package.json'), 'utf8');
  for (const name of names) expect(manifest).toContain(`"file:vendor/${name}"`);
  return names;
}

const BOTH = [/^create-mcp-provider-[\d.]+-\w{8}\.tgz$/, /^mcp-provider-[\d.]+-\w{8}\.tgz$/];

it('before publication, the packed commands create a project that installs and passes its tests', async () => {
  // The build is there already: another one would disturb tests that run meanwhile.
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const archive = (await succeed('npm', pack, ROOT)).trim();
  const installed = join(folder, 'empty');
  mkdirSync(installed);
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await succeed('npm', ['install', ...quiet, join(folder, archive)], installed);

  const create = ['create-mcp-provider', 'weather-mcp', '--spec', SPEC, '--yes', '--no-git'];
  await succeed('npx', ['--no', ...create], installed);
  const project = join(installed, 'weather-mcp');
  expect(vendored(project)).toEqual(BOTH.map((name) => expect.stringMatching(name) as string));

  // The commands of that project carry both packages in turn.
  const again = ['other', '--spec', SPEC, '--vendor', '--yes', '--no-install', '--no-git'];
  await succeed('npx', ['--no', 'create-mcp-provider', ...again], project);
  expect(vendored(join(project, 'other'))).toEqual(vendored(project));
});
