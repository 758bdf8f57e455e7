import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { goldens, mutant, type Mutation } from './mutate.js';

const folder = join(import.meta.dirname, 'mutations');
const groups = await Promise.all(
  readdirSync(folder).map(async (name) => {
    const { mutations } = (await import(join(folder, name))) as {
      mutations: readonly Mutation[];
    };
    return { name: name.replace('.ts', ''), mutations };
  }),
);
const all = groups.flatMap(({ mutations }) => mutations);

/** Two at most: all would take minutes. Other mutations start at other ones. */
const some = <Item>(items: readonly Item[], start: number): Item[] =>
  [...items.slice(start % items.length), ...items.slice(0, start % items.length)].slice(0, 2);

async function findings(texts: Record<string, string>) {
  const outcome = run(await projectOf(texts), rules);
  expect(outcome.failures).toEqual([]);
  return outcome.findings.map(({ rule, file, region }) => `${rule} ${file}:${region.startLine}`);
}

it('has eighty defects, each told from all others', () => {
  expect(all.length).toBeGreaterThanOrEqual(80);
  expect(new Set(all.map(({ defect }) => defect)).size).toBe(all.length);
});

it.each(goldens)('finds nothing in $name', async ({ texts }) => {
  expect(await findings(texts)).toEqual([]);
});

it.each(goldens)('finds nothing in $name as some editors save it', async ({ texts }) => {
  const saved = Object.entries(texts).map(([path, text]) => [
    path,
    `\uFEFF${text.replaceAll('\n', '\r\n')}`,
  ]);
  expect(await findings(Object.fromEntries(saved) as Record<string, string>)).toEqual([]);
});

describe.each(groups)('$name', ({ mutations }) => {
  it.each(mutations)('$defect: $rule', async (mutation) => {
    const mutants = some(
      goldens.flatMap((golden) => mutant(golden, mutation) ?? []),
      mutation.defect.length,
    );
    expect(mutants).not.toEqual([]);
    for (const { texts, place } of mutants) {
      const found = await findings(texts);
      expect(found).toContain(`${mutation.rule} ${place}`);
      // A request or an export of its own can also violate the contract.
      const others = found.filter((each) => each !== `${mutation.rule} ${place}`);
      const expected = (each: string) =>
        each.startsWith('contract/') || (mutation.also && each.startsWith(mutation.also));
      expect(others.filter((each) => !expected(each))).toEqual([]);
    }
  });
});
