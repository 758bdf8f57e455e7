/**
 * Hand edits in all golden projects, then an upgrade to the current templates: is each edit still there, are other files
 * untouched, does the project compile, and does a second run change nothing? `tsx bench/upgrade.ts [PROJECT…]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relPath } from '../src/model/path.js';
import { textId } from '../src/render/record.js';
import { writeFiles } from '../tests/e2e/projects/rendered.js';
import { goldenProjects } from '../tests/golden/projects.js';
import type { Tree } from '../tests/support/base-project.js';
import { agedProject, touchedOthers } from '../tests/upgrade/aged.js';
import { handEdits } from '../tests/upgrade/edits.js';
import { projectIn, versionControls } from '../tests/upgrade/git.js';

const withLf = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [path, text.replaceAll('\r\n', '\n')]),
  );

const ROOT = join(import.meta.dirname, '..');
const TYPESCRIPT = join(ROOT, 'node_modules/typescript-native/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'compiled-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const isCode = (path: string) => path.endsWith('.ts') || /^(?!package)[^.].*\.json$/.test(path);

/** Projects to compile at once, by the id of their code. */
const compiled = new Map<string, { place: string; tree: Tree }>();
function compile(place: string, tree: Tree): void {
  const code = Object.entries(withLf(tree)).filter(([path]) => isCode(path));
  compiled.set(textId(JSON.stringify(code.toSorted(([a], [b]) => (a < b ? -1 : 1)))), {
    place,
    tree,
  });
}

/** Compiles all collected projects. @returns their number, and the places of those with errors */
function compileAll() {
  const root = join(folder, 'projects');
  rmSync(root, { recursive: true, force: true });
  const all = [...compiled.values()];
  compiled.clear();
  for (const [index, { tree }] of all.entries())
    for (const [path, text] of Object.entries(tree))
      writeFiles(join(root, String(index)), [{ path: relPath(path), text }]);
  const paths = { include: ['*/src', '*/tests'] };
  const settings = JSON.stringify({ extends: 'mcp-provider/tsconfig.json', ...paths });
  writeFiles(root, [{ path: relPath('tsconfig.json'), text: settings }]);
  const errors = spawnSync(process.execPath, [TYPESCRIPT, '-p', '.'], {
    cwd: root,
    encoding: 'utf8',
  }).stdout;
  const broken = new Map<string, string>();
  for (const line of errors.split('\n')) {
    const place = all[Number.parseInt(line, 10)]?.place;
    if (place !== undefined && !broken.has(place)) broken.set(place, line);
  }
  return { count: all.length, broken };
}

const names = process.argv.slice(2);
const projects = goldenProjects.filter(({ name }) => names.length === 0 || names.includes(name));
const totals = {
  upgrades: 0,
  refused: 0,
  lost: 0,
  'other files': 0,
  'second runs': 0,
  conflicts: 0,
  compiled: 0,
  broken: 0,
};
for (const { name } of projects) {
  const aged = await agedProject(name);
  for (const control of versionControls)
    for (const edit of handEdits) {
      const edited = edit.edit(aged.tree);
      if (
        Object.entries(edited).every(([path, text]) => aged.tree[path] === text) &&
        Object.keys(edited).length === Object.keys(aged.tree).length
      )
        continue;
      const project = projectIn(control, aged.tree, edited);
      const before = project.tree();
      const { tree, exit, error } = await project.upgrade(aged.rendered);
      const place = `${name}, ${control}: ${edit.what}`;
      totals.upgrades++;
      compile(`${place} (before)`, edited);
      if (exit === 1) totals.conflicts++;
      else if (exit !== 0) console.log('refused', place, error?.message, ++totals.refused);
      else compile(place, tree);
      if (
        !edit.isKept(
          control.includes('line ends') && !edit.what.includes('line ends') ? withLf(tree) : tree,
        )
      )
        console.log('lost', place, ++totals.lost, error?.message ?? '');
      const others = touchedOthers(before, tree, aged).filter((path) => !path.includes('/moved/'));
      if (others.length > 0) console.log('touched', place, others, ++totals['other files']);
      project.commit();
      const second = (await project.upgrade(aged.rendered)).tree;
      const changed = Object.keys({ ...tree, ...second }).filter(
        (path) => tree[path] !== second[path],
      );
      if (changed.length > 0) console.log('second run', place, changed, ++totals['second runs']);
      project.remove();
    }
  const { count, broken } = compileAll();
  totals.compiled += count;
  for (const [place, line] of broken) console.log('broken', place, line, ++totals.broken);
  console.log(name, JSON.stringify(totals));
}
console.table(totals);
