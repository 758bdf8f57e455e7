import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, run, runNode, runToEnd } from '../measure.js';
import { PROGRAM, REPOSITORY } from '../projects.js';
import { keepEdits, lostEdits, makeEdits } from './edits.js';

const PACKAGE = '@octokit/openapi';
const IMPORTS = 20;
const EDITS = 50;
const PROVIDER = ['--name', 'github'];
const SELECTION = ['#issues', '#reactions', '#gists'];
const QUIET = ['--yes', '--no-install', '--json'];

/**
 * All published versions of GitHub's document, one after another, over a project with edits by hand, and then some back
 * again: after each import, no edit is lost, the server has the same tools, and the type check and the tests pass.
 */
await inFolder(async (folder) => {
  const versionList = await run('npm', ['view', PACKAGE, 'versions', '--json']);
  const published = JSON.parse(versionList) as string[];
  const [first = '', ...versions] = [...published, ...published.toReversed().slice(1)];
  const project = join(folder, 'github');
  const names = async () => {
    const listed = await runNode([PROGRAM, 'list', '--json'], project);
    const { providers } = JSON.parse(listed) as { providers: { tools: { name: string }[] }[] };
    return providers.flatMap(({ tools }) => tools.map(({ name }) => name)).toSorted();
  };
  await fetchDocument(folder, first);
  const include = SELECTION.flatMap((pattern) => ['--include', pattern]);
  const document = join(folder, 'github.json');
  const create = [
    'create',
    project,
    '--from-openapi',
    document,
    ...PROVIDER,
    ...include,
    '--no-git',
    '--lenient',
  ];
  await runNode([PROGRAM, ...create, ...QUIET], folder);
  symlinkSync(join(REPOSITORY, 'node_modules'), join(project, 'node_modules'));
  const tools = await names();
  const edits = makeEdits(project, EDITS);
  console.log(`${first}: ${tools.length} tools, ${edits.length} edits`);
  const failed: string[] = [];
  for (const version of versions.slice(0, IMPORTS)) {
    await fetchDocument(folder, version);
    const started = performance.now();
    const { code, output, printed } = await runToEnd(
      process.execPath,
      [PROGRAM, 'import', 'openapi', document, ...PROVIDER, ...QUIET],
      project,
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code === null || code > 1) throw new Error(`${version}: exit ${code}\n${printed}${output}`);
    const [update] = (JSON.parse(output) as { imported: { providers: Update[] } }).imported
      .providers;
    const { changed = [], removed = [], restored = [], conflicts = [] } = update ?? {};
    keepEdits(
      project,
      conflicts.map(({ path }) => path),
    );
    const faults = [
      ...lostEdits(project, edits).map(({ path, mark }) => `${mark} is lost in ${path}`),
      ...different(tools, await names()),
      ...(await failures(project, ['typecheck', 'test'])),
    ];
    failed.push(...faults.map((fault) => `${version}: ${fault}`));
    console.log(
      `${version}: ${seconds} s, ${changed.length} changed, ${removed.length} removed, ${restored.length} restored, ${conflicts.length} conflicts: ${faults.join('; ') || 'passed'}`,
    );
  }
  if (failed.length > 0) process.exitCode = 1;
});

interface Update {
  changed: object[];
  removed: object[];
  restored: object[];
  conflicts: { path: string }[];
}

function different(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...after.filter((name) => !before.includes(name)).map((name) => `${name} is new`),
    ...before.filter((name) => !after.includes(name)).map((name) => `${name} is gone`),
  ];
}

async function failures(project: string, scripts: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  for (const script of scripts) {
    const { code, output, printed } = await runToEnd('npm', ['run', script], project);
    if (code !== 0) failed.push(`${script} fails:\n${(output + printed).slice(-4000)}\n`);
  }
  return failed;
}

/** Only the document of github.com is unpacked: the whole package has 385 MB. Each version is fetched once. */
async function fetchDocument(folder: string, version: string): Promise<void> {
  const kept = join(folder, `${version}.json`);
  if (!existsSync(kept)) {
    const archive = (
      await run('npm', ['pack', '--silent', `${PACKAGE}@${version}`], folder)
    ).trim();
    const file = 'package/generated/api.github.com.json';
    mkdirSync(join(folder, 'unpacked'), { recursive: true });
    await run('tar', ['-xzf', archive, '-C', 'unpacked', file], folder);
    copyFileSync(join(folder, 'unpacked', file), kept);
    rmSync(join(folder, archive));
  }
  copyFileSync(kept, join(folder, 'github.json'));
}
