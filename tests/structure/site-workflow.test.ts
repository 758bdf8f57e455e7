import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesIn, importsOf, read } from './sources.js';

interface Workflow {
  on: { push: { 'paths-ignore': string[] } };
}

/** Modules that the site is made with, from its script on. */
function modules(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const target of importsOf(path)) {
    const source = target.replace(/\.js$/, '.ts');
    if (source.includes('/') && existsSync(source)) modules(source, found);
  }
  return found;
}

it('the site is made again when anything that it shows changes', () => {
  const { on } = parse(read('.github/workflows/site.yml')) as Workflow;
  const shown = [
    ...modules('scripts/site.ts'),
    ...filesIn('docs', 'runtime/src'),
    '.github/workflows/site.yml',
    'README.md',
    'package.json',
    'runtime/README.md',
    'runtime/package.json',
    'site/package.json',
  ];
  expect(shown).toContain('src/styles/api-key/style.ts');
  const ignored = shown.filter((path) =>
    on.push['paths-ignore'].some((pattern) => path.startsWith(pattern.replace(/\*\*$/, ''))),
  );
  expect(ignored).toEqual([]);
});

// VitePress makes a page of each Markdown file that it is not told to leave out: the search would show each page twice.
it('copies of pages for agents are no pages', () => {
  expect(read('scripts/site.ts')).toContain("write(join('public', path)");
  expect(read('site/.vitepress/config.mjs')).toContain("srcExclude: ['public/**']");
});
