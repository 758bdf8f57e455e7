import type { RelPath } from './path.js';

/** A file as it should be, before anyone looked at the disk. */
export interface RenderedFile {
  path: RelPath;
  text: string;
}

/** A file that is not text. It is written as it is: never edited, and not shown in a diff. */
interface BinaryFile {
  path: RelPath;
  bytes: Uint8Array;
}

export type NewFile = RenderedFile | BinaryFile;

/** A file of an existing project as it was read, and as it should be. */
export interface FileEdit {
  path: RelPath;
  was: string;
  text: string;
}

/** What is done to one file. Its path is where the file really is: no part of it is a link. */
export type Op =
  | Change
  | { do: 'same'; path: RelPath }
  /** Another file is there: a plan that holds one is never applied. */
  | { do: 'conflict'; path: RelPath; was: string; text: string; reason: string; hint: string };

export type Change =
  | { do: 'create'; path: RelPath; text: string }
  | { do: 'create'; path: RelPath; bytes: Uint8Array }
  /** `was` is the text the plan was made from: apply refuses where the disk has moved on. */
  | { do: 'update'; path: RelPath; was: string; text: string }
  | { do: 'delete'; path: RelPath; was: string };

/** A command to run once the files are in place; a dry run lists it, too. */
export interface Step {
  id: 'git' | 'install' | 'format' | 'test';
  label: string;
  command: readonly [string, ...string[]];
  /** What was asked for is there without it. */
  isOptional?: true;
}

/** What a command would do: printed by a dry run, shown as a diff, written as JSON, or applied. */
export interface Plan {
  /** Absolute path of the directory all operations lie in. */
  root: string;
  /** The root appears as a whole: there is none yet, or an empty directory that is replaced. */
  newRoot: boolean;
  ops: Op[];
  steps: Step[];
}
