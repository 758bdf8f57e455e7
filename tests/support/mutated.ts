import fc from 'fast-check';

/** Returns the number of random cases of a test; `npm run fuzz` runs many, from another seed each time. */
export const caseCount = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

/** Number of mutated texts for each parser. */
export const RUNS = caseCount(150);

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

/** Generates a valid text with a few changes, sometimes a random text. */
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
