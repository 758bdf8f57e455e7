import type { Resource, Tool } from '../provider/define.js';
import type { ChangingOptions } from './changing-tools.js';
import { changingTools } from './changing-tools.js';
import { fileResource } from './file-resource.js';
import { readingTools } from './reading-tools.js';
import type { Files } from './store.js';

/** The registrars of a provider. */
interface Registrars {
  tool(definition: Tool): unknown;
  resource(definition: Resource): unknown;
}

/**
 * Serves files: `list_files`, `read_file`, `search_files` and a resource for each; where they are not read-only, also
 * `write_file`, `move_file` and `delete_file`, which ask the person before a file is replaced or deleted.
 * @example serveFiles(files, { tool, resource });
 */
export function serveFiles(
  files: Files,
  { tool, resource }: Registrars,
  options: ChangingOptions = {},
): void {
  for (const each of readingTools(files)) tool(each);
  if (!files.readOnly) for (const each of changingTools(files, options)) tool(each);
  resource(fileResource(files));
}
