import { expect, it } from 'vitest';
import { factsOf } from '../../../src/project/facts/parse.js';

/** Each branch as its text, the start of its statement and what it leaves. */
const branches = (source: string) =>
  factsOf('a.ts', source).branches.map(
    ({ start, end, of, leaves }) => `${source.slice(start, end)} ${of} ${leaves ?? '-'}`,
  );

it.each<[source: string, expected: string[]]>([
  ['if (x) a();', ['a(); 0 -']],
  ['if (x) a(); else b();', ['a(); 0 -', 'b(); 0 -']],
  ['if (x) a(); else if (y) b();', ['a(); 0 -', 'if (y) b(); 0 -', 'b(); 17 -']],
  ['function f() { if (x) { a(); return; } }', ['{ a(); return; } 15 function']],
  ['if (x) throw y;', ['throw y; 0 function']],
  ['if (x) { a(); process.exit(0); }', ['{ a(); process.exit(0); } 0 process']],
  ['switch (x) { case 1: a(); break; case 2: case 3: b(); }', ['a(); break; 0 -', 'b(); 0 -']],
  ['if (x) {}', ['{} 0 -']],
])('%s', (source, expected) => expect(branches(source)).toEqual(expected));
