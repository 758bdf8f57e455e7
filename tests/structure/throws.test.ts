import { expect, it } from 'vitest';
import { filesIn, read } from './sources.js';

const texts = filesIn('src', 'runtime/src', 'scripts')
  .filter((path) => /\.(?:ts|mjs)$/.test(path))
  .map((path) => [path, read(path)] as const);
const all = texts.map(([, text]) => text).join('\n');
const classes = new Set([
  ...Array.from(all.matchAll(/\bclass (\w+)/g), ([, name]) => name),
  ...Object.getOwnPropertyNames(globalThis),
  ...['ZodError', 'ProtocolError', 'SdkError', 'SdkHttpError'], // of packages
]);
const codes = new Set(Array.from(all.matchAll(/'([a-z-]+\/[a-z-]+)'/g), ([, code]) => code));

/** What follows each `@throws`, to the next tag or the end of the comment. */
const documented = texts.flatMap(([path, text]) =>
  Array.from(
    text.matchAll(/@throws\s+((?:(?!\*\/|\s@\w)[^])*)/g),
    ([, words = '']) => [path, words.replaceAll(/\s*\n\s*\*\s*/g, ' ')] as const,
  ),
);

it('names classes that exist after "@throws"', () => {
  const stale = documented.flatMap(([path, words]) => {
    const [names = ''] = /^[A-Z]\w*(?:(?:,| or|, and) [A-Z]\w*)*/.exec(words) ?? [];
    return (names.match(/[A-Z]\w*/g) ?? [])
      .filter((name) => !classes.has(name))
      .map((name) => `${path}: ${name}`);
  });
  expect(stale).toEqual([]);
});

it('names error codes that exist after "@throws"', () => {
  const stale = documented.flatMap(([path, words]) =>
    Array.from(words.matchAll(/`([a-z-]+\/[a-z-]+)`/g), ([, code = '']) => code)
      .filter((code) => !codes.has(code))
      .map((code) => `${path}: ${code}`),
  );
  expect(stale).toEqual([]);
});
