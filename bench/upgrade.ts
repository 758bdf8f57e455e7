/**
 * Hand edits in all golden projects, then an upgrade to the current templates: is each edit still there, are other files
 * untouched, and does a second run change nothing? `tsx bench/upgrade.ts [PROJECT…]`
 */
import type { Tree } from '../tests/extend/base.js';
import { goldenProjects } from '../tests/golden/projects.js';
import { agedProject, touchedOthers } from '../tests/upgrade/aged.js';
import { handEdits } from '../tests/upgrade/edits.js';
import { projectIn, versionControls } from '../tests/upgrade/git.js';

const withLf = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [path, text.replaceAll('\r\n', '\n')]),
  );

const names = process.argv.slice(2);
const projects = goldenProjects.filter(({ name }) => names.length === 0 || names.includes(name));
const totals = { upgrades: 0, edits: 0, lost: 0, 'other files': 0, 'second runs': 0, conflicts: 0 };
for (const { name } of projects) {
  const aged = await agedProject(name);
  for (const control of versionControls)
    for (const edit of handEdits) {
      const edited = edit.edit(aged.tree);
      if (Object.entries(edited).every(([path, text]) => aged.tree[path] === text) && Object.keys(edited).length === Object.keys(aged.tree).length) continue; // prettier-ignore
      const project = projectIn(control, aged.tree, edited);
      const before = project.tree();
      const { tree, exit, error } = await project.upgrade(aged.rendered);
      const place = `${name}, ${control}: ${edit.what}`;
      totals.upgrades++;
      totals.edits++;
      if (exit === 1) totals.conflicts++;
      if (
        !edit.isKept(
          control.includes('line ends') && !edit.what.includes('line ends') ? withLf(tree) : tree,
        )
      )
        console.log('lost', place, ++totals.lost, error?.message ?? '');
      const others = touchedOthers(before, tree, aged).filter((path) => path !== 'src/moved.ts');
      if (others.length > 0) console.log('touched', place, others, ++totals['other files']);
      project.commit();
      const second = (await project.upgrade(aged.rendered)).tree;
      if (JSON.stringify(second) !== JSON.stringify(tree)) console.log('second run', place, ++totals['second runs']); // prettier-ignore
      project.remove();
    }
  console.log(name, JSON.stringify(totals));
}
console.table(totals);
