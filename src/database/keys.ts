import type { Column, Dialect } from './model.js';
import { familyOf, type Family } from './types.js';

type Samples = readonly [alice: unknown, bob: unknown, next: unknown];

/** Values of keys in the tests: of the rows of Alice and Bob, and of a new one. Samples of arguments are others. */
const SAMPLES: Readonly<Partial<Record<Family, Samples>>> = {
  integer: [101, 102, 103],
  int64: [101, 102, 103],
  flag: [false, true, true],
  decimal: ['7.5', '8.5', '9.5'],
  text: ['k1', 'k2', 'k3'],
  other: ['k1', 'k2', 'k3'],
  date: ['2026-02-01', '2026-02-02', '2026-02-03'],
  instant: ['2026-02-01T03:04:05Z', '2026-02-02T03:04:05Z', '2026-02-03T03:04:05Z'],
  timestamp: ['2026-02-01T03:04:05', '2026-02-02T03:04:05', '2026-02-03T03:04:05'],
  time: ['04:05:06', '05:06:07', '06:07:08'],
  uuid: [
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
    '00000000-0000-4000-8000-000000000003',
  ],
  boolean: [false, true, true],
};

export function keySamples(column: Column, dialect: Dialect): Samples {
  const { values = [], length } = column;
  const family = familyOf(column, dialect);
  if (family === 'enum') {
    const [last, other = last] = values.toReversed();
    return [last, other, other];
  }
  return length === 1 ? ['1', '2', '3'] : (SAMPLES[family] ?? ['k1', 'k2', 'k3']);
}

/** Whether the database compares values of this type with those that a caller sends. */
export const isKeyable = (column: Column, dialect: Dialect): boolean => {
  const family = familyOf(column, dialect);
  return family === 'enum' || Object.hasOwn(SAMPLES, family);
};

/** MySQL compares values of an enumeration as texts, and orders them by position. */
export const isOrdered = (column: Column, dialect: Dialect): boolean =>
  !(dialect === 'mysql' && familyOf(column, dialect) === 'enum');
