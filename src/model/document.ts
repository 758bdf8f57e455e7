import type { SourceRange, TextFile } from './source-range.js';

/** A value of a JSON, YAML or `.env` file and its position. */
export interface DataNode {
  readonly value: unknown;
  readonly range: SourceRange;
  /** Position of the key of the value; of the value itself if it has no key. */
  readonly keyRange: SourceRange;
  /** Members of a mapping in their order; empty for other values. */
  readonly members: ReadonlyMap<string, DataNode>;
  /** Items of a list; empty for other values. */
  readonly items: readonly DataNode[];
  /** Returns the value at a path of keys and indices. */
  get(...path: (string | number)[]): DataNode | undefined;
  /** Returns the string at a path; undefined if the value is not a string. */
  text(...path: (string | number)[]): string | undefined;
}

interface DocumentFault {
  readonly at: SourceRange;
  readonly message: string;
}

/** A parsed file, represented by its top value. */
export interface Document extends DataNode {
  readonly file: TextFile;
  readonly errors: readonly DocumentFault[];
  /** JSON comments and trailing commas, which some programs do not accept. */
  readonly looseness: readonly DocumentFault[];
  readonly comments: readonly SourceRange[];
}
