import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, run, runNode } from './measure.js';
import { PROGRAM, REPOSITORY } from './projects.js';

const PACKAGE = '@octokit/openapi';
const EDITS = 50;
const SELECTION = ['#issues', '#reactions', '#gists'];

/**
 * All published versions of GitHub's document, one after another, over a project with edits by hand: prints what each
 * import took. Versions are fetched from the registry and not kept: each has 30 MB.
 */
await inFolder(async (folder) => {
  const listed = await run('npm', ['view', PACKAGE, 'versions', '--json']);
  const [first = '', ...versions] = JSON.parse(listed) as string[];
  const project = join(folder, 'github');
  await fetchDocument(folder, first);
  const include = SELECTION.flatMap((pattern) => ['--include', pattern]);
  const quiet = ['--yes', '--no-install'];
  const create = ['create', project, '--from-openapi', 'github.json', ...include, '--no-git'];
  await runNode([PROGRAM, ...create, ...quiet], folder);
  const files = () =>
    readdirSync(join(project, 'src', 'providers'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\/(tools|api)\/[\w-]+\.ts$/.test(path))
      .map((path) => join('src', 'providers', path))
      .toSorted();
  const text = (path: string) => readFileSync(join(project, path), 'utf8');
  const before = files();
  const edited = before.filter((path) => path.includes('/tools/')).slice(0, EDITS);
  for (const path of edited)
    writeFileSync(join(project, path), text(path).replace('export const input', '/** Mine. */\nexport const input')); // prettier-ignore
  console.log(`${first}: ${before.length} files, ${edited.length} edits`);
  for (const version of versions) {
    await fetchDocument(folder, version);
    const started = performance.now();
    const report = await runNode([PROGRAM, 'import', 'openapi', ...quiet, '--json'], project);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const lost = edited.filter((path) => !text(path).includes('/** Mine. */')).length;
    const added = files().length - before.length;
    const [update] = (JSON.parse(report) as { imported: { providers: Update[] } }).imported
      .providers;
    const { changed = [], removed = [], conflicts = [] } = update ?? {};
    console.log(
      `${version}: ${seconds} s, ${changed.length} changed, ${removed.length} removed, ${conflicts.length} conflicts, ${lost} edits lost, ${added} files added`,
    );
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(project, 'node_modules'));
  await run('npx', ['tsc'], project);
  console.log('The type check passes.');
});

interface Update {
  changed: object[];
  removed: object[];
  conflicts: object[];
}

/** Only the document of github.com is unpacked: the whole package has 385 MB. */
async function fetchDocument(folder: string, version: string): Promise<void> {
  const archive = (await run('npm', ['pack', '--silent', `${PACKAGE}@${version}`], folder)).trim();
  const file = 'package/generated/api.github.com.json';
  mkdirSync(join(folder, 'unpacked'), { recursive: true });
  await run('tar', ['-xzf', archive, '-C', 'unpacked', file], folder);
  writeFileSync(join(folder, 'github.json'), readFileSync(join(folder, 'unpacked', file)));
  rmSync(join(folder, archive));
}
