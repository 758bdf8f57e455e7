import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { ROOT } from '../cli/spawn.js';
import type { Tree } from '../grow/base.js';
import { casesOf, loadCase, readExpected, runCase } from '../grow/case.js';

/** A folder for projects; the packages of this repository serve all of them. It goes when the tests have ended. */
export function projectsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-grow-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(directory: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** What a project that somebody has made their own is after something was added. */
export async function grown(command: string, name: string): Promise<Tree> {
  const one = await loadCase(command, name);
  const { exit, stderr, after } = await runCase(one, one.before);
  expect(exit, stderr).toBe(0);
  return after;
}

export interface Shape {
  tree: Tree;
  /** As it was generated. */
  generated: Tree;
  /** Where it lies in `tree`. */
  directory: string;
}

/** All cases of a command in which something is added, or is there already. */
export async function shapesOf(command: string): Promise<Record<string, Shape>> {
  const shapes: Record<string, Shape> = {};
  for (const name of casesOf(command)) {
    const one = await loadCase(command, name);
    const { exit, stderr, after } = await runCase(one, one.before);
    expect(exit, stderr).toBe(readExpected(one.folder).exit);
    const { generated, directory } = one;
    if (exit === 0) shapes[name] = { tree: after, generated, directory };
  }
  return shapes;
}
