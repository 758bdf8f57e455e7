import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { describe, expect, it } from 'vitest';
import { examples, goldenFiles, goldenProjects } from './projects.js';

const differing = goldenProjects.filter(({ like }) => like !== undefined);
const shown = goldenProjects.filter(({ like }) => like === undefined);

const NOT_OURS = /^(node_modules|dist|package-lock\.json)(\/|$)/;

/** `UPDATE=1` writes the examples anew; the diff is what users will get. */
const update = process.env.UPDATE === '1';

describe.each(shown)('examples/$name', (project) => {
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
  const names = shown.map(({ name }) => name);
  expect(readdirSync(examples).toSorted()).toEqual([...names, 'README.md', 'specs'].toSorted());
});

it.each(differing)('$name differs from $like only in a few lines', async (project) => {
  const headers = { context: 0, headerOptions: FILE_HEADERS_ONLY };
  const textAt = (path: string) => {
    const file = join(examples, project.like!, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const files = await goldenFiles(project);
  const patches = files
    .filter(({ path, text }) => text !== textAt(path))
    .map(({ path, text }) => createTwoFilesPatch(path, path, textAt(path), text, '', '', headers));
  const file = join(import.meta.dirname, `${project.name}.diff`);
  if (update) writeFileSync(file, patches.join(''));
  expect(patches.join('')).toBe(readFileSync(file, 'utf8'));
  expect(filesOf(join(examples, project.like!))).toEqual(files.map(({ path }) => path).toSorted());
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
