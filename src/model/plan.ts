import type { RelPath } from './path.js';

/** A file as it should be, without regard to existing files. */
export interface RenderedFile {
  path: RelPath;
  text: string;
}

/** A file that is not text. It is written unchanged, never edited, and not shown in a diff. */
interface BinaryFile {
  path: RelPath;
  bytes: Uint8Array;
}

export type NewFile = RenderedFile | BinaryFile;

/** A file of an existing project: its text as it was read, and as it should be. */
export interface FileEdit {
  path: RelPath;
  previous: string;
  text: string;
}

/** The operation on one file. No part of its path is a link. */
export type FileOperation =
  | Change
  | { do: 'same'; path: RelPath }
  /** Another file exists at the path. A plan with a conflict is never applied. */
  | { do: 'conflict'; path: RelPath; previous: string; text: string; reason: string; hint: string };

export type Change =
  | { do: 'create'; path: RelPath; text: string }
  | { do: 'create'; path: RelPath; bytes: Uint8Array }
  /** `previous` is the text from which the plan was made; applying fails if the file has changed since. */
  | { do: 'update'; path: RelPath; previous: string; text: string }
  | { do: 'delete'; path: RelPath; previous: string }
  /** `bytes` is the content of a file that is not text. */
  | { do: 'delete'; path: RelPath; bytes: Uint8Array };

/** A command that runs after the files are written; a dry run lists it. */
export interface Step {
  id: 'git' | 'install' | 'format' | 'test';
  label: string;
  command: readonly [string, ...string[]];
  /** Whether the result is usable even if this step fails. */
  isOptional?: true;
}

/** The changes of a command, which a dry run prints, a diff shows, JSON output contains, or the command applies. */
export interface Plan {
  /** Absolute path of the directory that contains all operations. */
  root: string;
  /** Whether the root is created as a whole, because it does not exist or is an empty directory. */
  newRoot: boolean;
  ops: FileOperation[];
  steps: Step[];
}
