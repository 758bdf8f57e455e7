import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

/** What a provider of files has beside its place. */
export interface FilesSpec {
  name: string;
  storage: string;
  /** All users have the same files. */
  shared?: boolean;
  readOnly?: boolean;
}

export interface FilesTool extends ToolSpec {
  /** Name of the file that it reads, with `{argument}`. */
  file?: string;
}

export interface FilesResource extends ResourceSpec {
  /** Name of the file that it reads, with `{variable}`. */
  file?: string;
}
