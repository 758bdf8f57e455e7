import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProviderSpec } from '../../src/model/spec.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { type Additions, completeProvider } from '../../src/spec/defaults.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { providerSpecs } from '../support/arbitrary.js';
import { projectOf, type Tree } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';
import { caseCount } from '../support/mutated.js';

const ROOT = '/home/ann/acme-mcp';
/** With the hosts of requests that the specs have. */
const ADD_TOOL = ['add-tool', '--allow-host', 'cdn.acme.dev', '--allow-host', 'uploads.test'];

/** What a project is after a command that reads a spec from stdin. */
async function grown(tree: Tree, argv: readonly string[], spec: object): Promise<Tree> {
  const files = memoryFiles(treeAt(ROOT, tree));
  const stdin = JSON.stringify(spec);
  const { exit, stderr } = await runProgram([...argv, '--spec', '-'], { files, cwd: ROOT, stdin });
  expect(exit, stderr).toBe(0);
  return Object.fromEntries(
    Object.entries(files.texts()).map(([path, text]) => [path.slice(ROOT.length + 1), text]),
  );
}

/** Specs as they are read. */
const specs = providerSpecs(authStyles).map((spec) => completeProvider(spec, kindsAndStyles));

/** A spec in two halves: what is generated at first, and what is added later. */
const halves = specs.map((whole) => {
  const { tools, resources, prompts } = whole;
  const half = (list: readonly unknown[]) => Math.floor(list.length / 2);
  const [t, r, p] = [half(tools), half(resources), half(prompts)];
  const first: ProviderSpec = {
    ...whole,
    tools: tools.slice(0, t),
    resources: resources.slice(0, r),
    prompts: prompts.slice(0, p),
  };
  const later: Additions = {
    tools: tools.slice(t),
    resources: resources.slice(r),
    prompts: prompts.slice(p),
  };
  return { whole, first, later };
});

/** Files as values: tables without their widths, and tests by what they give to `testProvider`. */
const comparable = (tree: Tree) =>
  Object.fromEntries(
    Object.entries(tree).map(([path, text]): [string, unknown] => {
      if (path === 'README.md') return [path, text.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---')];
      return [path, path.endsWith('.test.ts') ? fixtureIn(text) : text];
    }),
  );

const identity = (settings: unknown) => settings;

/** The generator has constants for values that several cases share. */
function fixtureIn(test: string): unknown {
  const names = Array.from(test.matchAll(/^import \{([^}]*)\}/gm), ([, list = '']) =>
    list.split(',').map((name) => name.trim()),
  ).flat();
  const body = test.replace(/^import [^;]*;$/gm, '').replaceAll('Array<unknown>', 'Array');
  let found: unknown;
  const testProvider = (...given: unknown[]) => void (found = given);
  const others = Object.fromEntries(names.map((name) => [name, identity]));
  vm.runInNewContext(body, { ...others, Buffer, testProvider });
  expect(found).toBeDefined();
  return found;
}

describe('a project that grew', () => {
  it('is the project that would have been generated at once', async () => {
    await fc.assert(
      fc.asyncProperty(halves, async ({ whole, first, later }) => {
        const tree = await grown(projectOf([first]), ADD_TOOL, later);
        expect(comparable(tree)).toEqual(comparable(projectOf([whole])));
      }),
      { numRuns: caseCount(20) },
    );
  });

  it('does not depend on what came first, but for the order of lists', async () => {
    await fc.assert(
      fc.asyncProperty(halves, async ({ first, later }) => {
        const [a, ...b] = later.tools;
        const none = { tools: [], resources: [], prompts: [] };
        const steps = [
          { ...none, tools: a ? [a] : [] },
          { ...later, tools: b },
        ];
        const inOrder = async (list: Additions[]) => {
          let tree = projectOf([first]);
          for (const step of list) tree = await grown(tree, ADD_TOOL, step);
          return Object.entries(tree).map(([path, text]) => [
            path,
            // In JSON the last item of a list has no comma, and columns are as wide as what came first. The README calls
            // the first tool that only reads.
            text
              .replace(/^\$ npx mcp-provider call .*$/gm, '')
              .replace(/[ -]+/g, '')
              .split('\n')
              .map((line) => line.replace(/,$/, ''))
              .toSorted(),
          ]);
        };
        expect((await inOrder(steps)).toSorted()).toEqual(
          (await inOrder(steps.toReversed())).toSorted(),
        );
      }),
      { numRuns: caseCount(8) },
    );
  });

  it('writes nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(halves, async ({ first, later }) => {
        const once = await grown(projectOf([first]), ADD_TOOL, later);
        expect(await grown(once, ADD_TOOL, later)).toEqual(once);
      }),
      { numRuns: caseCount(8) },
    );
  });

  it('has another provider as if it always had', async () => {
    const pairs = fc
      .tuple(specs, specs)
      .map(([one, other]) => [one, { ...other, name: 'other' }] as const)
      .filter(([{ name }]) => name !== 'other');
    await fc.assert(
      fc.asyncProperty(pairs, async ([one, other]) => {
        const tree = await grown(projectOf([one]), ['add-provider'], other);
        // Ports differ where the first has no use for one; sections of the README have another order.
        const comparable = ({ 'README.md': _, ...rest }: Tree) => ({
          ...rest,
          'provider-config.yaml': rest['provider-config.yaml']!.replace(/\b87\d\d\b/g, 'port'),
        });
        const sorted = (text: Tree) =>
          Object.entries(comparable(text)).map(([path, lines]) => [
            path,
            lines
              .split('\n')
              .map((line) => line.replace(/,$/, ''))
              .toSorted(),
          ]);
        expect(sorted(tree).toSorted()).toEqual(sorted(projectOf([one, other])).toSorted());
      }),
      { numRuns: caseCount(12) },
    );
  });
});
