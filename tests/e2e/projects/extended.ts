import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { casesOf, loadCase, readExpected, runCase } from '../../extend/case.js';
import type { Tree } from '../../support/base-project.js';

export function write(directory: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** The project of a case, after the addition. */
export async function extended(command: string, name: string): Promise<Tree> {
  const one = await loadCase(command, name);
  const { exit, stderr, after } = await runCase(one, one.before);
  expect(exit, stderr).toBe(0);
  return after;
}

/** The projects of all cases of a command that end with 0, by case. */
export async function shapesOf(command: string): Promise<Record<string, Tree>> {
  const shapes: Record<string, Tree> = {};
  for (const name of casesOf(command)) {
    const one = await loadCase(command, name);
    const { exit, stderr, after } = await runCase(one, one.before);
    expect(exit, stderr).toBe(readExpected(one.folder).exit);
    if (exit === 0) shapes[name] = after;
  }
  return shapes;
}
