/**
 * Files in a folder, and tools and resources for them.
 * @module mcp-provider/files
 */
export type {
  ByteRange,
  Entry,
  FileContent,
  FileLimits,
  FilePage,
  Files,
  FilesOptions,
  FolderFilesOptions,
  FileStore,
  ListOptions,
  Match,
  SearchOptions,
  SearchResult,
  WriteOptions,
} from './files/store.js';
export { fileRoot } from './files/file-root.js';
export { fileName } from './files/names.js';
export { readJson, readText } from './files/read-text.js';
export { serveFiles } from './files/serve-files.js';
