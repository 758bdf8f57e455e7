/**
 * Proves that both packages can be published, without publishing: one version, a changelog section, complete manifests,
 * links that resolve on npm, and package contents that pass publint and attw.
 * `--tag v1.2.3` also compares the version with a Git tag.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = ['', 'runtime'];
const REQUIRED = ['name', 'version', 'description', 'license', 'repository', 'bugs', 'homepage'];

const { tag } = parseArgs({ options: { tag: { type: 'string' } } }).values;
const problems = [];

const manifests = PACKAGES.map((folder) => {
  const path = join(ROOT, folder, 'package.json');
  return { folder, ...JSON.parse(readFileSync(path, 'utf8')) };
});
const [{ version }] = manifests;

for (const manifest of manifests) {
  const { name, folder } = manifest;
  for (const field of REQUIRED)
    if (!manifest[field]) problems.push(`${name}: package.json has no "${field}".`);
  if (manifest.version !== version)
    problems.push(`${name}: version ${manifest.version} is not ${version}.`);
  if (Object.keys(manifest.scripts ?? {}).some((script) => /^(pre|post)?install$/.test(script)))
    problems.push(`${name}: packages must not have install scripts.`);
  problems.push(...brokenLinks(folder));
}

if (tag !== undefined && tag !== `v${version}`)
  problems.push(`Tag ${tag} does not match version ${version}.`);

const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
if (!changelog.includes(`\n## ${version}`))
  problems.push(`CHANGELOG.md has no section for ${version}.`);
if (tag !== undefined && changelog.includes(`\n## ${version} (unreleased)`))
  problems.push(`CHANGELOG.md calls ${version} unreleased.`);

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}

run('npm', ['run', 'check:package']);
for (const folder of PACKAGES) run('npm', ['publish', '--dry-run', '--access', 'public'], folder);
process.stdout.write(
  `${manifests.map(({ name }) => name).join(' and ')} ${version} can be published.\n`,
);

function run(command, args, folder = '') {
  execFileSync(command, args, { cwd: join(ROOT, folder), stdio: ['ignore', 'inherit', 'inherit'] });
}

/** npm resolves relative links and pictures against the repository. */
function brokenLinks(folder) {
  const readme = join(folder, 'README.md');
  const text = readFileSync(join(ROOT, readme), 'utf8');
  const missing = (target) => !existsSync(join(ROOT, dirname(readme), target));
  return [...text.matchAll(/\]\((?!#|https?:)([^)\s#]+)/g)].flatMap(([, target]) =>
    missing(target) ? [`${readme}: no file for ${target}.`] : [],
  );
}
