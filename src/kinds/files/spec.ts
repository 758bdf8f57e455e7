import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

/** The settings of a provider of files. */
export interface FilesSpec {
  name: string;
  storage: string;
  /** Whether all users have the same files. */
  shared?: boolean;
  readOnly?: boolean;
  /** Names of files and folders that no tool can reach. */
  exclude?: string[];
}

export interface FilesTool extends ToolSpec {
  /** Name of the file that the tool reads, with `{argument}`. */
  file?: string;
}

export interface FilesResource extends ResourceSpec {
  /** Name of the file that the resource reads, with `{variable}`. */
  file?: string;
}

/** A provider of files. */
export interface FilesProvider extends FilesSpec {
  displayName: string;
  tools: FilesTool[];
  resources: FilesResource[];
}
