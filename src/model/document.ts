import type { SourceRange, TextFile } from './place.js';

/** A value of a JSON, YAML or `.env` file, with its place. */
export interface Data {
  readonly value: unknown;
  readonly at: SourceRange;
  /** Place of the key that holds the value; elsewhere the place of the value itself. */
  readonly keyAt: SourceRange;
  /** Members of a mapping, in their order; empty for anything else. */
  readonly members: ReadonlyMap<string, Data>;
  /** Items of a list; empty for anything else. */
  readonly items: readonly Data[];
  /** The value at a path of keys and indices. */
  get(...path: (string | number)[]): Data | undefined;
  /** The same, where it is a string. */
  text(...path: (string | number)[]): string | undefined;
}

interface Fault {
  readonly at: SourceRange;
  readonly message: string;
}

/** A file as its top value. */
export interface Document extends Data {
  readonly file: TextFile;
  readonly errors: readonly Fault[];
  /** Of JSON: comments and trailing commas, which only some programs read. */
  readonly looseness: readonly Fault[];
  readonly comments: readonly SourceRange[];
}
