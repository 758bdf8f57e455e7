import { describe, expect, it } from 'vitest';
import { casesOf, changed, loadCase, readExpected, runCase, writeExpected } from './case.js';
import type { Case, Expected, Run } from './case.js';

const COMMANDS = ['add-tool', 'add-resource', 'add-prompt', 'add-provider', 'add-agent'];

describe.each(COMMANDS)('%s', (command) => {
  it.each(casesOf(command))('%s', async (name) => {
    const one = await loadCase(command, name);
    const run = await runCase(one, one.before);
    const found = await expectedOf(one, run);
    if (process.env.UPDATE) writeExpected(one.folder, found);
    expect(found).toEqual(readExpected(one.folder));

    for (const [path, text] of Object.entries(one.before)) {
      expect(
        isPartOf(inOrder(path, text), inOrder(path, run.after[path] ?? '')),
        `every byte of ${path} is still there`,
      ).toBe(true);
    }
    const dry = await runCase(one, one.before, ['--dry-run']);
    expect(dry.after, 'a dry run writes nothing').toEqual(one.before);
    expect(dry.exit).toBe(run.exit);
    const again = await runCase(one, run.after);
    expect(again.after, 'the same again writes nothing').toEqual(run.after);
    if (run.exit === 0)
      expect(again.stdout).toBe('Everything already exists. No files were changed.\n');
  });
});

/** What becomes of files that nobody has touched is not kept: other tests look at it. */
async function expectedOf(one: Case, { after, exit, stderr }: Run): Promise<Expected> {
  const { after: same } = await runCase(one, one.generated);
  const files = changed(one.before, after);
  const own = Object.entries(files).filter(([path, text]) => same[path] !== text);
  return {
    after: Object.fromEntries(own),
    changed: Object.keys(files).toSorted(),
    exit,
    stderr,
  };
}

/** The text is what is left of the other once something is taken out of that. */
function isPartOf(text: string, whole: string): boolean {
  let found = 0;
  for (const character of whole) if (character === text[found]) found++;
  return found >= text.length;
}

/** Development dependencies may become others: lines of package.json move. */
const inOrder = (path: string, text: string): string =>
  path.endsWith('package.json') ? text.replace(/,$/gm, '').split('\n').toSorted().join('\n') : text;
