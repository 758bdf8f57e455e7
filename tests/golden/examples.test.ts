import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examples, goldenFiles, goldenProjects } from './projects.js';

const NOT_OURS = /^(node_modules|dist|package-lock\.json)(\/|$)/;

/** `UPDATE=1` writes the examples anew; the diff is what users will get. */
const update = process.env.UPDATE === '1';

describe.each(goldenProjects)('examples/$name', (project) => {
  const root = join(examples, project.name);

  it('is what its specs render to', async () => {
    const rendered = await goldenFiles(project);
    if (update) write(root, rendered);
    expect(filesOf(root)).toEqual(rendered.map(({ path }) => path).toSorted());
    for (const { path, text } of rendered) {
      expect(readFileSync(join(root, path), 'utf8'), `${path}; UPDATE=1 renders it anew`).toBe(
        text,
      );
    }
  });
});

it('has no other examples', () => {
  const names = goldenProjects.map(({ name }) => name);
  expect(readdirSync(examples).toSorted()).toEqual([...names, 'specs'].toSorted());
});

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !NOT_OURS.test(path))
    .toSorted();
}

function write(root: string, files: readonly { path: string; text: string }[]): void {
  rmSync(root, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
