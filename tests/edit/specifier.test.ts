import { expect, it } from 'vitest';
import { moduleNamed, relativeSpecifier } from '../../src/edit/specifier.js';

const FILE = 'src/providers/acme/index.ts';
const PATH = 'src/providers/acme/tools/get-room';

it('finds the way from any folder', () => {
  expect(relativeSpecifier('src/providers/acme/tools/index.ts', PATH)).toBe('./get-room');
  expect(relativeSpecifier('src/server.ts', PATH)).toBe('./providers/acme/tools/get-room');
  expect(relativeSpecifier('src/providers/acme/lists/all.ts', PATH)).toBe('../tools/get-room');
});

it('reads a relative specifier', () => {
  expect(moduleNamed(FILE, './tools/get-room.js')).toBe(PATH);
  expect(moduleNamed('src/providers/acme/lists/all.ts', '../tools/get-room')).toBe(PATH);
});
