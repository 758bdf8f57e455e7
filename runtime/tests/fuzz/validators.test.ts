import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RUNS } from '../../../tests/support/mutated.js';
import { TooComplexError, withinBudget } from '../../src/utils/check-budget.js';
import { linearPattern } from '../../src/utils/linear-pattern/linear-pattern.js';
import { type JsonSchema, schemaCheck } from '../../src/utils/schema-check.js';

const options = { numRuns: RUNS * 4, seed: Number(process.env.FC_SEED ?? 20_261_127) };

const ATOMS = String.raw`a b 1 - \. \n _ A . \d \w \W \s \S \D [a-b] [^a] [\w-] [^\d-] \p{L} \P{L} \u0061 \x62 [] [^] [.-] \/ \cJ \0 é 😀 [^😀]`;
const QUANTIFIERS = '* + ? {2} {1,2} {0,3} {2,} *? +? ?? {0} {1,3}?';
const joined = (pieces: readonly string[]) => pieces.join('');

const { pattern } = fc.letrec<{ pattern: string }>((tie) => {
  const inner = tie('pattern');
  const wrapped = (before: string) => inner.map((one) => `${before}${one})`);
  return {
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...ATOMS.split(' ')),
      fc.constantFrom('^', '$', '\\b', '\\B', ''),
      fc.array(inner, { maxLength: 3 }).map(joined),
      fc.tuple(inner, inner).map(([one, other]) => `(${one}|${other})`),
      fc
        .tuple(inner, fc.constantFrom(...QUANTIFIERS.split(' ')))
        .map(([one, times]) => `(?:${one})${times}`),
      ...['(?<name>', '(?=', '(?!', '(?<=', '(?<!'].map(wrapped),
    ),
  };
});
const FLAGS = ['u', '', 'i', 'iu', 's', 'mu', 'm', 'su'];
const text = fc.array(fc.constantFrom(...Array.from('ab1-. é\n_A')), { maxLength: 9 }).map(joined);

it('patterns: an automaton says the same as RegExp', () => {
  let compared = 0;
  fc.assert(
    fc.property(pattern, fc.constantFrom(...FLAGS), fc.array(text), (source, flags, texts) => {
      let native: RegExp;
      try {
        native = new RegExp(source, flags);
      } catch {
        return; // two groups of one name, for instance
      }
      for (const one of texts) {
        const test = linearPattern(source, flags); // not of octal numbers, for instance
        if (test) expect([one, test(one)]).toEqual([one, native.test(one)]);
        if (test) compared++;
      }
    }),
    options,
  );
  expect(compared).toBeGreaterThan(options.numRuns);
});

const KEYS = ['a', 'b', 'ab'];
const key = fc.constantFrom(...KEYS);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, 0, 1, 1.5, -2, '', 'a', 'ab', '😀'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const size = fc.nat(3);
const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const one = tie('schema');
  const several = fc.array(one, { minLength: 1, maxLength: 3 });
  const members = fc.dictionary(key, one, { maxKeys: 3 });
  const number = fc.constantFrom(-2, 0, 1, 1.5);
  const keywords = {
    type: fc.oneof(
      fc.constantFrom(...TYPES),
      fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 }),
    ),
    enum: fc.uniqueArray(value, {
      minLength: 1,
      maxLength: 4,
      comparator: (x, y) => JSON.stringify(x) === JSON.stringify(y),
    }),
    const: value,
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf'].map((name) => [name, several])),
    ...Object.fromEntries(
      ['not', 'if', 'then', 'else', 'additionalProperties', 'propertyNames', 'items'].map(
        (name) => [name, one],
      ),
    ),
    properties: members,
    ...Object.fromEntries(
      ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, number]),
    ),
    ...Object.fromEntries(
      ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map(
        (name) => [name, size],
      ),
    ),
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), one, { maxKeys: 2 }),
    required: fc.uniqueArray(key),
    dependencies: fc.dictionary(key, fc.oneof(one, fc.uniqueArray(key)), { maxKeys: 2 }),
    uniqueItems: fc.boolean(),
    multipleOf: fc.constantFrom(1, 0.5),
    pattern: fc.constantFrom('^a', '^(a|b)*$'),
    $ref: fc.constantFrom('#/$defs/x', '#/$defs/y'),
  };
  const entry = fc.oneof(
    ...Object.entries(keywords).map(([name, made]) =>
      fc.tuple(fc.constant(name), made as fc.Arbitrary<unknown>),
    ),
  );
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      fc.array(entry, { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
    ),
  };
});
/** Only for members of a value: a schema without end has no meaning. */
const document = fc.tuple(schema, schema).map(([root, inner]): JsonSchema => {
  const y = { type: ['object', 'string'], properties: { a: { $ref: '#/$defs/y' } } };
  const $defs = { x: JSON.stringify(inner).includes('$ref') ? true : inner, y };
  return typeof root === 'boolean' ? root : { ...root, $defs };
});

/** Keywords of draft-07, without `contains`: in 2020-12, Ajv is wrong about some values. */
it('schemas: a check says the same as Ajv', () => {
  const counts = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(document, fc.array(value), (whole, values) => {
      const validate = new Ajv({ strict: false }).compile(whole);
      const check = schemaCheck(whole);
      for (const one of values) {
        const isValid = validate(one);
        expect([one, check(one).length === 0]).toEqual([one, isValid]);
        counts[isValid ? 'valid' : 'invalid']++;
      }
    }),
    { ...options, numRuns: RUNS },
  );
  expect(Math.min(counts.valid, counts.invalid)).toBeGreaterThan(RUNS / 4);
});

/** Far more than a step takes, and far less than what goes back and tries again. */
const MAX_NS_PER_BYTE = 20_000;

it.runIf(process.env.FUZZ_RUNS !== undefined)('time: each byte of a value costs the same', () => {
  const long = fc
    .tuple(text, text, fc.constantFrom(10, 1_000, 30_000))
    .map(([one, end, times]) => one.repeat(times) + end);
  let worst = { nanoseconds: 0, what: '' };
  const measured = (what: string, size: number, check: () => unknown) => {
    const start = process.cpuUsage();
    try {
      withinBudget('x'.repeat(size), check);
    } catch (error) {
      if (!(error instanceof TooComplexError)) throw error;
    }
    const { user, system } = process.cpuUsage(start);
    const nanoseconds = ((user + system) * 1_000) / (size + 10_000); // any value may cost as much as 10 KB
    if (nanoseconds > worst.nanoseconds) worst = { nanoseconds, what };
    expect([what, nanoseconds > MAX_NS_PER_BYTE]).toEqual([what, false]);
  };
  fc.assert(
    fc.property(pattern, long, (source, one) => {
      const test = linearPattern(source);
      if (test) measured(`/${source}/ of ${one.length} characters`, one.length, () => test(one));
    }),
    { ...options, numRuns: RUNS },
  );
  fc.assert(
    fc.property(document, fc.array(value), size, (whole, values, depth) => {
      let one: unknown = Array.from({ length: 300 }, () => values);
      for (let level = 0; level < depth * 40; level++) one = { a: one };
      const json = JSON.stringify(one);
      measured(JSON.stringify(whole), json.length, () => schemaCheck(whole)(one));
    }),
    { ...options, numRuns: RUNS },
  );
  console.log(`The dearest byte took ${Math.round(worst.nanoseconds)} ns: ${worst.what}`);
});
