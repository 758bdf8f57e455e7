import { describe, expect, it } from 'vitest';
import { moduleNamed, relativeSpecifier, specifierLike } from '../../src/edit/specifier.js';

const FILE = 'src/providers/acme/index.ts';
const PATH = 'src/providers/acme/tools/get-room';

describe('specifierLike', () => {
  it.each([
    ['./tools/send.js', 'src/providers/acme/tools/send', './tools/get-room.js'],
    ['./tools/send', 'src/providers/acme/tools/send', './tools/get-room'],
    ['./tools/send.ts', 'src/providers/acme/tools/send', './tools/get-room.ts'],
    ['./tools/messages/index.js', 'src/providers/acme/tools/messages/index', './tools/get-room.js'],
    ['./tools/messages', 'src/providers/acme/tools/messages/index', './tools/get-room'],
    [
      '@/providers/acme/tools/send.js',
      'src/providers/acme/tools/send',
      '@/providers/acme/tools/get-room.js',
    ],
    ['#tools/send.js', 'src/providers/acme/tools/send', '#tools/get-room.js'],
    ['#tools/a/send', 'src/providers/acme/tools/a/send', '#tools/get-room'],
    [
      'src/providers/acme/tools/j.js',
      'src/providers/acme/tools/j',
      'src/providers/acme/tools/get-room.js',
    ],
    ['./tools/j', 'src/providers/acme/tools/j', './tools/get-room'],
    ['./tools/j.js', 'src/providers/acme/tools/j', './tools/get-room.js'],
    // An alias that does not reach so far, or is not made of the path.
    ['#messages/send.js', 'src/providers/acme/tools/messages/send', undefined],
    ['@acme/send-tool', 'src/providers/acme/tools/send', undefined],
  ])('beside %s', (specifier, path, like) => {
    expect(specifierLike(FILE, PATH, { specifier, path })).toBe(like);
  });
});

it('finds the way from any folder', () => {
  expect(relativeSpecifier('src/providers/acme/tools/index.ts', PATH)).toBe('./get-room');
  expect(relativeSpecifier('src/server.ts', PATH)).toBe('./providers/acme/tools/get-room');
  expect(relativeSpecifier('src/providers/acme/lists/all.ts', PATH)).toBe('../tools/get-room');
});

it('reads a relative specifier', () => {
  expect(moduleNamed(FILE, './tools/get-room.js')).toBe(PATH);
  expect(moduleNamed('src/providers/acme/lists/all.ts', '../tools/get-room')).toBe(PATH);
});
