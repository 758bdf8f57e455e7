import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { edited, goldens } from './mutate.js';
import type { Variant } from './variants.js';

const folder = join(import.meta.dirname, 'variants');
const golden = goldens.find(({ name }) => name === 'issues')!;
const groups = await Promise.all(
  readdirSync(folder).map(async (name) => {
    const { variants } = (await import(join(folder, name))) as { variants: readonly Variant[] };
    return { name: name.replace('.ts', ''), variants };
  }),
);

describe.each(groups)('$name', ({ variants }) => {
  it.each(variants)('$variant', async ({ edits }) => {
    const texts = edited(golden, edits);
    expect(texts).toBeDefined();
    const { findings, failures } = run(await projectOf(texts!), rules);
    expect([...findings, ...failures]).toEqual([]);
  });
});
