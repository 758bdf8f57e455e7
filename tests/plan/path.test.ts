import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RelPath, relPath } from '../../src/model/path.js';
import { caseCount } from '../support/mutated.js';

const BIDI = '\u202e';
const LONE = '\ud800';

describe('relPath', () => {
  it.each([
    'a',
    'src/providers/acme_chat/tools/send-message.ts',
    '.env.example',
    '.github/workflows/ci.yml',
    'my file.md',
    '日本/語.ts',
    'console.ts',
    'auxiliary/null.ts',
    '...a',
    `${'x'.repeat(200)}/${'y'.repeat(200)}`,
  ])('takes %j', (path) => expect(relPath(path)).toBe(path));

  it.each([
    ['', 'empty'],
    ['/etc/passwd', 'empty'],
    ['a/', 'empty'],
    ['.', 'straight down'],
    ['..', 'straight down'],
    ['a/../../b', 'straight down'],
    ['C:/a', 'character'],
    ['\\\\server\\share', 'character'],
    ['..\\a', 'character'],
    ['a\0b', 'character'],
    ['a\nb', 'character'],
    [`a${BIDI}b`, 'character'],
    [`a${LONE}`, 'character'],
    ['\u200b', 'character'],
    ['what?', 'character'],
    ['a.ts:stream', 'character'],
    ['src/CON', 'Windows'],
    ['nul.txt', 'Windows'],
    ['com1', 'Windows'],
    ['com¹.ts', 'Windows'],
    ['a.', 'Windows'],
    ['a ', 'Windows'],
    ['.. /a', 'Windows'],
    ['.git/hooks/pre-commit', 'Git'],
    ['x'.repeat(201), '200 bytes'],
    ['語'.repeat(67), '200 bytes'],
  ])('refuses %j', (path, why) => {
    expect(() => relPath(path)).toThrow(new RegExp(`cannot be used: .*${why}`));
  });

  it('never leads out of its root, on any system', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('..', '.', '', 'C:', '\\', '~', 'a'));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        let path: RelPath;
        try {
          path = relPath(names.join('/'));
        } catch {
          return;
        }
        expect(posix.resolve('/project', path)).toBe(`/project/${path}`);
        expect(win32.resolve('C:\\root', path)).toBe(`C:\\root\\${path.replaceAll('/', '\\')}`);
      }),
      { numRuns: caseCount(2000) },
    );
  });
});
