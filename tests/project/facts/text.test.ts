import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/model/facts.js';
import { factsOf } from '../../../src/project/facts/parse.js';
import { filesIn } from '../../structure/sources.js';

describe('a file that cannot be read', () => {
  it('has its syntax error, in its place', () => {
    const { syntaxErrors, exports } = factsOf('a.ts', 'export const a = 1;\nconst = 2;\n');
    expect(syntaxErrors).toEqual([{ message: 'Unexpected token', start: 26, end: 27 }]);
    expect(exports).toEqual([]);
  });

  it('still says what it can where the error can be skipped', () => {
    const { syntaxErrors, exports } = factsOf(
      'a.ts',
      'const a = 1;\nconst a = 2;\nexport const b = 3;\n',
    );
    expect(syntaxErrors).toMatchObject([{ start: 19 }]);
    expect(exports).toMatchObject([{ name: 'b' }]);
  });

  it('may be nested too deeply', () => {
    const { syntaxErrors } = factsOf('a.ts', `x = ${'['.repeat(100_000)}`);
    expect(syntaxErrors).toMatchObject([{ message: 'This file is nested too deeply to be read.' }]);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'import',
      ' from ',
      "'",
      '`',
      '${',
      '}',
      '{',
      '(',
      ')',
      '=>',
      'class ',
      'a',
      ';',
      '\r\n',
      '@',
      '<',
      'async ',
      '\\',
      '*/',
      '/*',
      '//',
      'export ',
      'default ',
    );
    const source = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(source, fc.constantFrom('a.ts', 'a.tsx', 'a.cjs', 'a.mts'), (parts, path) => {
        factsOf(path, parts.join(''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('our own sources', () => {
  const files = filesIn('src', 'templates', 'tests').filter(
    (path) => path.endsWith('.ts') && !path.startsWith('tests/cases/'),
  );

  it.each(files)('%s is read without complaint, and every place is inside it', (path) => {
    const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const facts = factsOf(path, text);
    expect(facts.syntaxErrors).toEqual([]);
    const { calls, texts, members, objects, declarations, functions } = facts;
    for (const { start, end } of [
      ...calls,
      ...members,
      ...objects,
      ...functions,
    ] satisfies Span[]) {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    for (const { start, end, name } of declarations) {
      if (name !== '' && name !== 'default') expect(text.slice(start, end)).toBe(name);
    }
    for (const { start, end } of texts) expect(text.slice(start, end)).toMatch(/^(['"`])[^]*\1$/);
  });

  it('are cloned as data', () => {
    const facts = factsOf('a.ts', 'export const f = async (a: string) => `${a}`;');
    expect(structuredClone(facts)).toEqual(facts);
  });
});
