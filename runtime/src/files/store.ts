import type { CallContext } from '../call/call-context.js';
import type { Notify } from '../call/changes.js';

/** Files of one user, or of all: in a folder or in a bucket. Names are relative, with `/` between their parts. */
export interface FileStore {
  /** One page of a folder. */
  list(folder: string, options?: ListOptions): Promise<FilePage>;
  /** The whole file, or the part of it that `range` names. */
  read(name: string, range?: ByteRange): Promise<FileContent>;
  /** Files that contain the text in their name or content. */
  search(text: string, options?: SearchOptions): Promise<SearchResult>;
  /** Writes a whole file. @throws ToolError if it exists and `overwrite` is not set, or a limit is exceeded */
  write(name: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Never replaces a file. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file or an empty folder. */
  remove(name: string): Promise<void>;
}

/** The place of a provider's files. */
export interface Files {
  readonly provider: string;
  readonly readOnly: boolean;
  /** The files that the caller can reach. */
  of(context: CallContext): Promise<FileStore>;
}

/** Who has which files, and what they can do with them. */
export interface FilesOptions {
  /** All callers have the same files; otherwise each has files of their own. */
  shared?: boolean;
  /** Nothing can be written, moved or removed. */
  readOnly?: boolean;
  limits?: Partial<FileLimits>;
  /** Of `defineProvider`, whose `capabilities.resources` are `listChanged` and `subscribe`: tells clients of changes. */
  notify?: Notify;
}

/** A folder may contain more than its callers are to have. */
export interface FolderFilesOptions extends FilesOptions {
  /** Names of files and folders that nobody can reach, wherever they are: `node_modules`, or `*.pem` for an ending. */
  exclude?: readonly string[];
}

/** Limits of the files of one user. */
export interface FileLimits {
  /** Size of one read, and of one written file. */
  maxBytes: number;
  /** Size of all files of one user. */
  quotaBytes: number;
  /** Files and folders of one user; in a bucket, objects. */
  maxFiles: number;
  /** Files that one search reads. */
  maxSearched: number;
}

export const LIMITS: FileLimits = {
  maxBytes: 1_000_000,
  quotaBytes: 100_000_000,
  maxFiles: 10_000,
  maxSearched: 5_000,
};

/** A file or a folder in a list. */
export interface Entry {
  name: string;
  folder: boolean;
  /** In bytes; 0 for folders. */
  size: number;
}

/** Which page of a folder to list. */
export interface ListOptions {
  limit?: number;
  /** Cursor that the page before returned. */
  cursor?: string | undefined;
}

/** One page of a folder. */
export interface FilePage {
  entries: Entry[];
  /** Cursor of the next page; absent on the last. */
  cursor?: string;
}

/** How a file is written that exists. */
export interface WriteOptions {
  overwrite?: boolean;
  /** Version of the content to replace; a file with any other version is left as it is. */
  version?: string | undefined;
}

/** In bytes. */
export interface ByteRange {
  start: number;
  length: number;
}

/** What was read of a file. */
export interface FileContent {
  bytes: Buffer;
  /** Size of the whole file, in bytes. */
  size: number;
  /** Media type, by content. */
  type: string;
  /** Another one for each content that the file has had; absent where the storage has none. */
  version?: string | undefined;
  /** When the file was changed: a date and time of ISO 8601. */
  changed?: string | undefined;
}

/** Where to search, and how many files to find. */
export interface SearchOptions {
  folder?: string | undefined;
  limit?: number | undefined;
}

/** What a search has found. */
export interface SearchResult {
  matches: Match[];
  /** False where a limit ended the search, or not all of a file could be searched. */
  complete: boolean;
}

/** A file that a search has found. */
export interface Match {
  name: string;
  /** The first line that contains the text; absent where only the name does. */
  line?: string;
  /** Its number, from 1. */
  number?: number;
}
