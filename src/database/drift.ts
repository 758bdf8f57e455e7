import { isDeepStrictEqual } from 'node:util';
import type { Column, Dialect, Table } from './model.js';
import { whyUnprotected } from './scope.js';
import { inputOf, isBindable, isRequired, outputOf, qualifiedType } from './types.js';

/** A difference between the tables that were imported and those of the database. */
export interface Change {
  /** `parts`, or `parts.price`. */
  at: string;
  table: string;
  /** A sentence. */
  detail: string;
  /** Calls that worked fail, or results have another form. */
  isBreaking: boolean;
}

/** What has changed since the import. */
export function drift(before: readonly Table[], now: readonly Table[], dialect: Dialect): Change[] {
  return before.flatMap((was) => {
    const table = now.find(({ name }) => name === was.name);
    const at = { at: was.name, table: was.name };
    if (!table) return [{ ...at, detail: 'The table was removed.', isBreaking: true }];
    return [...tableChanges(was, table), ...columnChanges(was, table, dialect)];
  });
}

function tableChanges(was: Table, now: Table): Change[] {
  const at = { at: was.name, table: was.name };
  const changes: Change[] = [];
  if (was.isView !== now.isView)
    changes.push({
      ...at,
      detail: `It is a ${now.isView ? 'view' : 'table'} now.`,
      isBreaking: true,
    });
  if (!isDeepStrictEqual(was.key, now.key))
    changes.push({
      ...at,
      detail: `The primary key is (${now.key.join(', ')}); it was (${was.key.join(', ')}).`,
      isBreaking: true,
    });
  if (!isDeepStrictEqual(was.unique, now.unique))
    changes.push({ ...at, detail: 'Unique constraints have changed.', isBreaking: false });
  if (!isDeepStrictEqual(was.checks, now.checks))
    changes.push({ ...at, detail: 'Check constraints have changed.', isBreaking: true });
  if (was.comment !== now.comment)
    changes.push({ ...at, detail: 'The comment has changed.', isBreaking: false });
  if (was.policies !== now.policies)
    changes.push({
      ...at,
      detail: policiesOf(now),
      isBreaking: now.policies !== 'user',
    });
  return changes;
}

function policiesOf(table: Table): string {
  if (table.policies === 'user') return 'Policies limit users to their own rows now.';
  return table.policies === 'other'
    ? 'Cannot determine whether policies limit users to their own rows.'
    : `Policies do not limit users to their own rows: ${whyUnprotected(table)}.`;
}

function columnChanges(was: Table, now: Table, dialect: Dialect): Change[] {
  const find = ({ columns }: Table, name: string) => columns.find((column) => column.name === name);
  const at = (name: string) => ({ at: `${was.name}.${name}`, table: was.name });
  const kept = was.columns.flatMap((column) => {
    const current = find(now, column.name);
    if (!current)
      return column.hidden
        ? []
        : [{ ...at(column.name), detail: 'The column was removed.', isBreaking: true }];
    return sentences(column, current, dialect).map((change) => ({ ...at(column.name), ...change }));
  });
  const added = now.columns
    .filter(({ name }) => !find(was, name))
    .map((column) => {
      return {
        ...at(column.name),
        detail: isRequired(column) ? 'The column is new and required.' : 'The column is new.',
        isBreaking: isRequired(column) && !now.isView,
      };
    });
  return [...kept, ...added];
}

function sentences(
  was: Column,
  now: Column,
  dialect: Dialect,
): Pick<Change, 'detail' | 'isBreaking'>[] {
  if (was.hidden && now.hidden) return [];
  const changes: Pick<Change, 'detail' | 'isBreaking'>[] = [];
  const add = (isBreaking: boolean, detail: string) => changes.push({ detail, isBreaking });
  const isEnum = was.values !== undefined && now.values !== undefined;
  if (qualifiedType(was) !== qualifiedType(now) && was.type !== now.type && !isEnum) {
    const isSame = isDeepStrictEqual(formsOf(was, dialect), formsOf(now, dialect));
    const isShorter = (now.length ?? Infinity) < (was.length ?? Infinity);
    add(!isSame || isShorter, `The type is ${now.type}; it was ${was.type}.`);
  }
  const gone = (was.values ?? []).filter((value) => isEnum && !now.values?.includes(value));
  const fresh = (now.values ?? []).filter((value) => isEnum && !was.values?.includes(value));
  if (gone.length > 0) add(true, `Values were removed: ${gone.join(', ')}.`);
  if (fresh.length > 0) add(false, `Values are new: ${fresh.join(', ')}.`);
  if (!was.nullable && now.nullable) add(true, 'The column can be null now.');
  if (was.nullable && !now.nullable)
    add(
      now.filled === undefined && now.now === undefined && now.default === undefined,
      'The column cannot be null any more.',
    );
  if (
    was.filled !== now.filled ||
    was.now !== now.now ||
    !isDeepStrictEqual(was.default, now.default)
  )
    add(
      isLost(was, now) || (was.filled === undefined && now.filled !== undefined),
      'The default has changed.',
    );
  if (!isDeepStrictEqual(was.limits, now.limits))
    add(isNarrower(was.limits, now.limits), 'The check constraint has changed.');
  if (was.comment !== now.comment) add(false, 'The comment has changed.');
  if (!isDeepStrictEqual(was.references, now.references))
    add(false, 'The foreign key has changed.');
  return changes;
}

/** What values of a type are in arguments and in results. */
function formsOf({ name, type }: Column, dialect: Dialect) {
  const column = { name, type, nullable: false };
  const input = isBindable(column, dialect) ? inputOf(column, dialect) : undefined;
  return { input, output: outputOf(column, dialect) };
}

/** The direction in which a bound becomes narrower. */
const BOUNDS = { minimum: 1, exclusiveMinimum: 1, minLength: 1, maximum: -1, exclusiveMaximum: -1, maxLength: -1 } as const; // prettier-ignore

/** Whether a value that was within the limits may be outside now. */
function isNarrower(was: Column['limits'] = {}, now: Column['limits'] = {}): boolean {
  const isGone = (value: string | number) => now.enum?.includes(value) === false;
  const isTighter = ([name, direction]: [string, number]) => {
    const [before, after] = [was, now].map((limits) => limits[name as keyof typeof BOUNDS]);
    return after !== undefined && (before === undefined || (after - before) * direction > 0);
  };
  return (
    (was.enum === undefined ? now.enum !== undefined : was.enum.some(isGone)) ||
    Object.entries(BOUNDS).some(isTighter)
  );
}

/** Whether a value that the database set must be stated now. */
const isLost = (was: Column, now: Column): boolean =>
  isRequired(now) && [was.filled, was.now, was.default].some((each) => each !== undefined);
