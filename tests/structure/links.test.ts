import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { read } from './sources.js';
import { PAGES, prose } from './texts.js';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

it('has links of pages only to files and headings that exist', () => {
  const links = PAGES.flatMap((page) =>
    prose(page).flatMap(({ at, text }) =>
      [...text.matchAll(LINK)].map(([, target = '']) => ({ page, at, target })),
    ),
  ).filter(({ target }) => !/^[a-z]+:/.test(target));
  expect(links.length).toBeGreaterThan(20);
  const broken = links.filter(({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : posix.join(posix.dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
  });
  expect(broken.map(({ at, target }) => `${at}: ${target}`)).toEqual([]);
});

it('says in CONTRIBUTING.md only where files are', () => {
  const named = [
    ...read('CONTRIBUTING.md').matchAll(/`((?:src|runtime|templates|tests|docs)\/[^`\s]*)`/g),
  ];
  const paths = named.map(([, path = '']) => path.replace(/\*\.ts$|<.*/, ''));
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
