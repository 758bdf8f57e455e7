/**
 * All of a release but the publication, without a network: one version, a changelog section, complete manifests, links that
 * resolve on npm, the pages of the site, and package contents that pass publint and attw. VitePress, which needs a registry, builds
 * the site of these pages: `npm run site`, in the workflow of the site. What is to be published is then in `artifacts/release/`:
 * both packages, their licenses and components (SBOM), the notes, and the name of the dist-tag.
 * `--tag v1.2.3` also compares the version with a Git tag, and builds packages whose projects depend on the registry.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { componentsOf } from './components.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, 'artifacts', 'release');
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

// Prereleases are described by the section of the version that they precede.
const [release, prerelease] = version.split(/-(.*)/s);
const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
const [, date = '', notes = ''] =
  new RegExp(`^## ${release.replaceAll('.', '\\.')}(.*)\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(
    changelog,
  ) ?? [];
if (notes.trim() === '') problems.push(`CHANGELOG.md has no section for ${release}.`);
if (tag !== undefined && prerelease === undefined && !/^ - \d{4}-\d\d-\d\d$/.test(date))
  problems.push(`CHANGELOG.md has no date for ${version}: write "## ${version} - YYYY-MM-DD".`);

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}

if (tag !== undefined) process.env.MCP_PROVIDER_RELEASE = 'true';
run('npm', ['run', 'check:package']);
run('npm', ['run', 'site:pages']);
rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });
for (const { name, folder } of manifests) {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', OUTPUT], folder);
  copyFileSync(join(ROOT, folder, 'dist', 'LICENSES.txt'), join(OUTPUT, `${name}.licenses.txt`));
  const components = JSON.stringify(componentsOf(ROOT, folder), null, 2);
  writeFileSync(join(OUTPUT, `${name}.cdx.json`), components);
}
writeFileSync(join(OUTPUT, 'notes.md'), notes.trim());
writeFileSync(join(OUTPUT, 'dist-tag'), prerelease === undefined ? 'latest' : 'next');
process.stdout.write(
  `${manifests.map(({ name }) => name).join(' and ')} ${version} can be published: artifacts/release\n`,
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
