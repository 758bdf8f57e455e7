import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, read } from './sources.js';
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

/** Paths from the root, and ends of paths of modules: `run.ts`. `<id>` is any name. */
const PLACE =
  /`((?:src|runtime|templates|tests|docs|scripts|site|\.github)\/[^`\s]*|[\w/<>-]+\.ts)`/g;

it('says in CONTRIBUTING.md only where files are', () => {
  const files = filesIn('src', 'runtime/src', 'runtime/tests', 'templates');
  const isThere = (place: string) => {
    const pattern = place.replaceAll('.', String.raw`\.`).replaceAll(/<[^>]*>/g, '[^/]+');
    const path = new RegExp(String.raw`(^|/)${pattern}(\.hbs)?(/|$)`);
    return existsSync(place) || files.some((file) => path.test(file));
  };
  const places = [...read('CONTRIBUTING.md').matchAll(PLACE)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(100);
  expect(places.filter((place) => !isThere(place))).toEqual([]);
});
