import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../grow/compile.js';
import { projectsFolder, shapesOf, write } from './grown.js';
import { succeed } from './run.js';

const folder = projectsFolder();

/** They depend on what a shape changes, and need no build, so that all projects run in one go. */
const TESTS = ['tools', 'resources', 'prompts', 'contract'].map((name) => `${name}.test.ts`);

describe.each(['add-tool', 'add-resource', 'add-prompt', 'add-provider'])('%s', (command) => {
  it('leaves projects that compile', async () => {
    const shapes = await shapesOf(command);
    const trees = Object.entries(shapes).map(([name, { tree }]) => [name, tree] as const);
    const isOwn = (name: string, path: string) =>
      shapes[name]!.tree[path] !== shapes[name]!.generated[path];
    expect([...new Set(compile(Object.fromEntries(trees), isOwn))]).toEqual([]);
  });

  it('leaves projects that build, and whose tests pass', async () => {
    const root = join(folder, command);
    const projects = Object.entries(await shapesOf(command)).map(([name, { tree, directory }]) => {
      write(join(root, name), tree);
      const project = join(root, name, directory);
      return { extends: join(project, 'vitest.config.ts'), root: project, test: { name } };
    });
    for (const project of projects) await succeed('node', ['build.mjs'], project.root);
    const config = join(root, 'vitest.config.mjs');
    writeFileSync(config, `export default { test: { projects: ${JSON.stringify(projects)} } };\n`);
    const vitest = ['vitest', 'run', '--config', config, '--root', root, ...TESTS];
    await succeed('npx', vitest, root);
  });
});
