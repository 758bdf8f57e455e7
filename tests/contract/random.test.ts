import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { type Schema } from '../../src/contract/schema.js';
import { schemaChanges } from '../../src/contract/schema-change.js';

// Numerical Recipes' generator: a seed finds the same counterexample again.
let seed = Number(process.env.FC_SEED ?? 1);
const random = () => ((seed = (seed * 1_664_525 + 1_013_904_223) >>> 0), seed / 2 ** 32);
const PAIRS = Number(process.env.FUZZ_RUNS ?? 150);
const below = (count: number) => Math.floor(random() * count);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const maybe = (chance: number) => random() < chance;
const NAMES = ['a', 'c', 'd', 'e'];
const WORDS = ['x', 'xy', 'abc', '12', 'open', 'x1'];

function schema(depth: number): Schema {
  const kind = below(depth > 0 ? 11 : 7);
  if (kind === 0)
    return {
      type: 'string',
      ...(maybe(0.4) && { minLength: below(3) }),
      ...(maybe(0.4) && { maxLength: 1 + below(4) }),
      ...(maybe(0.3) && { pattern: pick(['^x', '^[a-z]+$', '\\d']) }),
    };
  if (kind === 1)
    return {
      type: pick(['integer', 'number']),
      ...(maybe(0.5) && { [pick(['minimum', 'exclusiveMinimum'])]: below(4) }),
      ...(maybe(0.5) && { [pick(['maximum', 'exclusiveMaximum'])]: 3 + below(5) }),
      ...(maybe(0.3) && { multipleOf: pick([0.5, 1, 2, 3, 4]) }),
    };
  if (kind === 2) return { type: 'boolean' };
  if (kind === 3)
    return { enum: [...new Set([pick(WORDS), pick([1, 2, 3, true, null]), pick(WORDS)])] };
  if (kind === 4) return { type: ['string', pick(['null', 'integer', 'boolean'])] };
  if (kind === 5) return pick<Schema>([{ const: pick(WORDS) }, {}, true, { type: 'null' }]);
  if (kind === 6)
    return {
      type: 'string',
      enum: [pick(WORDS), pick(WORDS)].filter((one, at, all) => all.indexOf(one) === at),
    };
  if (kind === 7)
    return {
      type: 'array',
      items: schema(depth - 1),
      ...(maybe(0.3) && { minItems: below(3) }),
      ...(maybe(0.3) && { maxItems: 1 + below(3) }),
      ...(maybe(0.2) && { uniqueItems: true }),
    };
  if (kind === 8) return { [pick(['anyOf', 'oneOf'])]: [schema(depth - 1), schema(depth - 1)] };
  if (kind === 9) return { allOf: [schema(depth - 1), schema(depth - 1)] };
  return object(depth);
}
function object(depth: number): Schema {
  const names = NAMES.filter(() => maybe(0.6));
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, schema(depth - 1)])),
    ...(maybe(0.5) && names.length > 0 && { required: names.filter(() => maybe(0.4)) }),
    ...(maybe(0.4) && { additionalProperties: false }),
  };
}
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** The same schema with one place replaced, removed or added. */
function edited(of: unknown, depth: number): unknown {
  if (typeof of !== 'object' || of === null || maybe(0.15)) return schema(Math.max(0, depth - 1));
  if (isList(of))
    return maybe(0.3) && of.length > 1
      ? of.slice(1)
      : of.map((each, at) =>
          at === 0 && typeof each === 'object' ? edited(each, depth - 1) : each,
        );
  const isEmpty = (each: unknown) =>
    typeof each === 'object' && Object.keys(each ?? {}).length === 0;
  const words = Object.keys(of).filter(
    (key) => key !== 'properties' || !isEmpty((of as Schema & object)[key]),
  );
  const word = pick(words);
  const copy: Record<string, unknown> = { ...of };
  const value = copy[word];
  if (word === 'properties') {
    const name = pick(Object.keys(value as object));
    copy.properties = {
      ...(value as object),
      [name]: edited((value as Record<string, unknown>)[name], depth - 1),
    };
  } else if (word === 'items') copy[word] = edited(value, depth);
  else if (isList(value) && typeof value[0] === 'object') {
    const at = below(value.length);
    copy[word] =
      maybe(0.25) && value.length > 1
        ? value.toSpliced(at, 1)
        : value.map((each, index) => (index === at ? edited(each, depth - 1) : each));
  } else if (typeof value === 'number') copy[word] = value + pick([-1, 1, 2]) || 1;
  else if (word !== 'type' && word !== 'enum') delete copy[word];
  else if (word === 'enum')
    copy.enum = maybe(0.5)
      ? [...(value as unknown[]), 'new']
      : (value as unknown[])
          .slice(0, -1)
          .concat(value as unknown[])
          .slice(0, Math.max(1, (value as unknown[]).length - 1));
  else copy.type = pick(['string', 'integer', 'number', ['string', 'null']]);
  for (const key of ['minLength', 'maxLength', 'minItems', 'maxItems'] as const)
    if (typeof copy[key] === 'number' && copy[key] < 0) copy[key] = 0;
  if (typeof copy.multipleOf === 'number' && copy.multipleOf <= 0) copy.multipleOf = 1;
  return copy;
}
function value(depth: number, names: readonly string[]): unknown {
  const kind = below(depth > 0 ? 8 : 6);
  if (kind < 2) return pick(WORDS);
  if (kind === 2) return below(9) / pick([1, 2]);
  if (kind === 3) return pick([true, false, null]);
  if (kind < 6) return pick([...WORDS, 1, 2, 3, 4, 6, 'new', '']);
  if (kind === 6) return Array.from({ length: below(4) }, () => value(depth - 1, names));
  return Object.fromEntries(
    names.filter(() => maybe(0.6)).map((name) => [name, value(depth - 1, names)]),
  );
}
/** A value shaped by the schema, most often valid. */
function shaped(of: Schema, depth: number): unknown {
  if (typeof of === 'boolean' || maybe(0.05)) return value(1, NAMES);
  const branches = (of.anyOf ?? of.oneOf ?? of.allOf) as Schema[] | undefined;
  if (branches) return shaped(pick(branches), depth);
  if (of.enum) return pick(of.enum as unknown[]);
  if ('const' in of) return of.const;
  const type = pick([of.type].flat());
  if (type === 'array')
    return Array.from({ length: Number(of.minItems ?? 0) + below(3) }, () =>
      shaped((of.items ?? true) as Schema, depth - 1),
    );
  if (type === 'object')
    return Object.fromEntries(
      Object.entries((of.properties ?? {}) as Record<string, Schema>)
        .filter(([name]) => maybe(0.7) || ((of.required ?? []) as string[]).includes(name))
        .map(([name, each]) => [name, shaped(each, depth - 1)]),
    );
  if (type === 'null') return null;
  if (type === 'boolean') return maybe(0.5);
  if (type === 'string') return pick([...WORDS, '', 'xyz9', 'aaaa']);
  if (type === 'integer') return below(10);
  if (type === 'number') return below(20) / 2;
  return value(1, NAMES);
}

/** Closed results are compared as open ones: that a result has a new member breaks no caller. */
function open(of: unknown): unknown {
  if (Array.isArray(of)) return of.map(open);
  if (typeof of !== 'object' || of === null) return of;
  return Object.fromEntries(
    Object.entries(of)
      .filter(([word, each]) => !(word === 'additionalProperties' && each === false))
      .map(([word, each]) => [word, open(each)]),
  );
}

/** Two branches that exclude each other because one is closed would overlap as open ones. */
const hasClosedBranch = (schema: Schema) =>
  /"oneOf".*"additionalProperties":false/.test(JSON.stringify(schema));

/** What the other schema refuses of values that one accepts; they have members of both at most. */
function refused(from: Schema, into: Schema): unknown {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
  const [accepts, stillAccepts] = [ajv.compile(from as object), ajv.compile(into as object)];
  for (let tries = 0; tries < 40; tries++) {
    const one = shaped(from, 3);
    if (accepts(one) && !stillAccepts(one)) return one;
  }
  return undefined;
}

it('calls no change less than major that refuses a value', () => {
  const wrong: object[] = [];
  let [majors, witnesses] = [0, 0];
  for (let pairs = 0; pairs < PAIRS;) {
    const was = object(3);
    const is = edited(was, 3) as Schema;
    if (typeof is === 'boolean' || is.type !== 'object') continue;
    for (const side of ['input', 'output'] as const) {
      pairs++;
      const changes = schemaChanges(was, is, side);
      const isMajor = changes.some(({ level }) => level === 'major');
      const isOpen = side === 'output' && !hasClosedBranch(was);
      const value =
        side === 'input' ? refused(was, is) : refused(is, isOpen ? (open(was) as Schema) : true);
      if (isMajor) majors++;
      if (isMajor && value !== undefined) witnesses++;
      if (!isMajor && value !== undefined) wrong.push({ side, value, was, is, changes });
    }
  }
  expect(wrong.slice(0, 3).map((each) => JSON.stringify(each))).toEqual([]);
  // Most of what is called major has a value that shows it.
  expect(witnesses / majors).toBeGreaterThan(0.8);
});
