import fc from 'fast-check';

/** How many cases a test has: `npm run fuzz` runs many, from another seed each time. */
export const cases = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

/** Of each parser. */
export const RUNS = cases(150);

/** What parsers stumble over. */
const PIECES = [
  ...Array.from('\'"`{}[]():,;=#&*!|>%@\\-?.'),
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    '\uFEFF',
    '\u2028',
    '\ud800',
    '__proto__',
    'constructor',
    '../',
    '~',
  ],
  ...[
    'null',
    '1e999',
    '-0',
    '0x1',
    '<<: *a',
    '&a',
    '*a',
    '!!js/function',
    '"""',
    "'''",
    '---',
    '...',
  ],
  ...[
    '$ref',
    '#/',
    '\\u0000',
    '\\',
    ': ',
    '- ',
    '[[',
    ']]',
    '/*',
    '*/',
    '//',
    '{"a":',
    '['.repeat(600),
  ],
];

const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 }));
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  without: fc.nat(12),
  piece,
});

/** A text that was valid, with a few changes; sometimes it is nothing but noise. */
export const mutated = (...valid: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom(...valid), fc.array(change, { maxLength: 4 }))
        .map(([text, changes]) =>
          changes.reduce((before, { at, without, piece: inserted }) => {
            const start = Math.floor(at * before.length);
            return before.slice(0, start) + inserted + before.slice(start + without);
          }, text),
        ),
      weight: 4,
    },
  );
