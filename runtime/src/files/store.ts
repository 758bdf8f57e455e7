import type { CallContext } from '../call/call-context.js';
import type { Notify } from '../call/lists/changes.js';

/** Files of one user, or of all, in a folder or in a bucket. Names are relative, with `/` between their parts. */
export interface FileStore {
  /** Lists one page of a folder. */
  list(folder: string, options?: ListOptions): Promise<FilePage>;
  /** Reads a file, or the part of it in `range`. */
  read(name: string, range?: ByteRange): Promise<FileContent>;
  /** Searches files for a text in their name or content. */
  search(text: string, options?: SearchOptions): Promise<SearchResult>;
  /** Writes a whole file. @throws ToolError if it exists and `overwrite` is not set, or if a limit is exceeded */
  write(name: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Moves a file; it never replaces another one. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file or an empty folder. */
  remove(name: string): Promise<void>;
}

/** Location of a provider's files. */
export interface Files {
  readonly provider: string;
  readonly readOnly: boolean;
  /** Returns the files that the caller can access. */
  of(context: CallContext): Promise<FileStore>;
}

/** Options for the users and permissions of files. */
export interface FilesOptions {
  /** Whether all callers share the same files; by default each caller has their own. */
  shared?: boolean;
  /** Whether writing, moving and removing is disabled. */
  readOnly?: boolean;
  limits?: Partial<FileLimits>;
  /**
   * `notify` of `defineProvider`, whose `capabilities.resources` are `listChanged` and `subscribe`;
   * it notifies clients of changes.
   */
  notify?: Notify;
}

/** Options of a folder, which may contain more than callers should access. */
export interface FolderFilesOptions extends FilesOptions {
  /**
   * Names of files and folders that callers cannot access at any level: `node_modules`, or `*.pem`
   * for an ending.
   */
  exclude?: readonly string[];
}

/** Limits of the files of one user. */
export interface FileLimits {
  /** Most bytes of one read, and of one written file. */
  maxBytes: number;
  /** Most bytes of all files of one user. */
  quotaBytes: number;
  /** Most files and folders of one user; in a bucket, most objects. */
  maxFiles: number;
  /** Most files that one search reads. */
  maxSearched: number;
}

/** The limits of a provider without settings. */
export const DEFAULT_FILE_LIMITS: FileLimits = {
  maxBytes: 1_000_000,
  quotaBytes: 100_000_000,
  maxFiles: 10_000,
  maxSearched: 5_000,
};

/** A file or a folder in a list. */
export interface Entry {
  name: string;
  folder: boolean;
  /** Size in bytes; 0 for folders. */
  size: number;
}

/** Selects a page of a folder. */
export interface ListOptions {
  limit?: number;
  /** Cursor of the previous page. */
  cursor?: string | undefined;
}

/** One page of a folder. */
export interface FilePage {
  entries: Entry[];
  /** Cursor of the next page; absent on the last. */
  cursor?: string;
}

/** Options for writing an existing file. */
export interface WriteOptions {
  overwrite?: boolean;
  /** Version to replace; a file with any other version does not change. */
  version?: string | undefined;
}

/** Range in bytes. */
export interface ByteRange {
  start: number;
  length: number;
}

/** Content that was read from a file. */
export interface FileContent {
  bytes: Buffer;
  /** Size of the whole file, in bytes. */
  size: number;
  /** Media type by content. */
  type: string;
  /** Version of the content, different for each change; absent if the storage has none. */
  version?: string | undefined;
  /** Time of the last change in ISO 8601 format. */
  changed?: string | undefined;
}

/** Folder of a search, and the number of files to find. */
export interface SearchOptions {
  folder?: string | undefined;
  limit?: number | undefined;
}

/** Result of a search. */
export interface SearchResult {
  matches: Match[];
  /** False if a limit ended the search, or a file was not searched completely. */
  complete: boolean;
}

/** A file that matches a search. */
export interface Match {
  name: string;
  /** First line that contains the text; absent if only the name does. */
  line?: string;
  /** Line number, starting at 1. */
  number?: number;
}
