import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

/** What a provider of files has beside its place. */
export interface FilesSpec {
  name: string;
  storage: string;
  /** All users have the same files. */
  shared?: boolean;
  readOnly?: boolean;
  /** Names of files and folders in a folder that nobody can reach. */
  exclude?: string[];
}

export interface FilesTool extends ToolSpec {
  /** Name of the file that it reads, with `{argument}`. */
  file?: string;
}

export interface FilesResource extends ResourceSpec {
  /** Name of the file that it reads, with `{variable}`. */
  file?: string;
}
