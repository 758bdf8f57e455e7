import { expect, it } from 'vitest';
import type { Tree } from '../grow/base.js';
import { casesOf, loadCase, runCase } from '../grow/case.js';
import { compile } from '../grow/compile.js';

it.each(['add-tool', 'add-resource', 'add-prompt', 'add-provider'])(
  'leaves projects that compile: %s',
  async (command) => {
    const projects: Record<string, Tree> = {};
    const generated: Record<string, Tree> = {};
    for (const name of casesOf(command)) {
      const one = await loadCase(command, name);
      const { exit, after } = await runCase(one, one.before);
      if (exit !== 0) continue;
      projects[name] = after;
      generated[name] = one.generated;
    }
    const isOwn = (name: string, path: string) => projects[name]![path] !== generated[name]![path];
    expect([...new Set(compile(projects, isOwn))]).toEqual([]);
  },
  120_000,
);
