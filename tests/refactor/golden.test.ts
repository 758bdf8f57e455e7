import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/register.gen.js';
import type { Kind } from '../../src/model/kind.js';
import { goldenProjects, goldenTexts, projectSpec } from '../golden/projects.js';
import type { Tree } from '../support/base-project.js';
import { compile } from '../support/compile.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const ROOT = '/home/ann/project';

async function after(tree: Tree, argv: readonly string[], stdin = ''): Promise<Tree> {
  const files = memoryFiles(treeAt(ROOT, tree));
  const words = [...argv, '--yes', '--no-install'];
  const { exit, stderr } = await runProgram(words, { files, cwd: ROOT, stdin });
  expect(exit, `${argv.join(' ')}\n${stderr}`).toBe(0);
  const found = Object.entries(files.texts());
  return Object.fromEntries(found.map(([path, text]) => [path.slice(ROOT.length + 1), text]));
}

async function problems(tree: Tree): Promise<string> {
  const files = memoryFiles(treeAt(ROOT, tree));
  const { stdout, stderr } = await runProgram(['validate'], { files, cwd: ROOT });
  return (stdout + stderr).includes('No problems found') ? '' : stdout + stderr;
}

const compiled: Record<string, Tree> = {};

/** Each kind, several providers, an imported document, an imported database, and the other line of the SDK. */
const ROWS = ['helpdesk', 'documents', 'gateway', 'city', 'shop', 'weather-v1'];
const rows = goldenProjects.filter(({ name }) => ROWS.includes(name));

describe.each(rows.map((project) => [project.name, project] as const))('%s', (_, one) => {
  it('is the same after each command and its reverse, and passes validate in between', async () => {
    const tree = await goldenTexts(one.name);
    let otherArguments = tree;
    const { providers } = await projectSpec(one);
    for (const { name, kind, displayName, tools } of providers) {
      const { sample } = (kinds as Readonly<Record<string, Kind>>)[kind]!.test;
      const to = ['--provider', name];
      const tool = { tools: [{ ...sample, name: 'probe_it' }] };
      const grown = await after(tree, ['add-tool', ...to, '--spec', '-'], JSON.stringify(tool));
      expect(await after(grown, ['remove-tool', 'probe_it', ...to])).toEqual(tree);

      const renamed = await after(grown, ['rename-tool', 'probe_it', 'a_probe', ...to]);
      expect(await after(renamed, ['rename-tool', 'a_probe', 'probe_it', ...to])).toEqual(grown);

      const elsewhere = await after(tree, ['rename-provider', name, 'other_name']);
      expect(await after(elsewhere, ['rename-provider', 'other_name', name])).toEqual(tree);
      compiled[`${one.name}-${name}-elsewhere`] = elsewhere;
      expect(await problems(elsewhere)).toBe('');
      if (providers.length > 1) {
        const without = await after(tree, ['remove-provider', name]);
        expect(await problems(without)).toBe('');
        expect(without['README.md']!.split('\n')[2]).not.toContain(displayName);
        expect(without['package.json']).not.toContain(displayName);
        compiled[`${one.name}-without-${name}`] = without;
      }
      const shared = Object.entries(tree).flatMap(([path, text]) =>
        path.includes(`/${name}/schemas/`) && text.includes(' = {') ? [text] : [],
      );
      for (const { name: toolName, inputSchema } of tools.slice(0, 2)) {
        const isRenamable = (each: string) =>
          // The pages of a table are no parameters of its statement.
          !(kind === 'sql' && ['limit', 'cursor'].includes(each)) &&
          // What several tools share is renamed by hand, in all of them.
          !shared.some((text) => text.includes(`  ${each}: `));
        const argument = Object.keys(inputSchema.properties ?? {}).find(isRenamable);
        if (argument === undefined) continue;
        const words = ['rename-argument', toolName, argument, `other_${argument}`, ...to];
        otherArguments = await after(otherArguments, words);
      }
      const [first, ...others] = tools.slice(0, 3).map((each) => each.name);
      if (first === undefined) continue;
      let less = await after(tree, ['rename-tool', first, 'zz_other', ...to]);
      for (const gone of others) less = await after(less, ['remove-tool', gone, ...to]);
      expect(await problems(less)).toBe('');
      compiled[`${one.name}-${name}-less`] = less;
    }
    expect(await problems(otherArguments)).toBe('');
    compiled[`${one.name}-arguments`] = otherArguments;
  });
});

it('all projects between the commands compile', () => {
  expect(compile(compiled)).toEqual([]);
}, 240_000);
