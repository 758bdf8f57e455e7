import { type Resource, type Tool, ToolError } from '../provider/define.js';
import type { CallContext } from '../provider/call-context.js';
import type { ChangingOptions } from './changing-tools.js';
import { changingTools } from './changing-tools.js';
import { readingTools } from './reading-tools.js';
import type { Files } from './store.js';
import { contentsOf, type ResourceLink } from '../provider/content.js';
import { isText } from './media-type.js';
import { isName } from './name-rules.js';
import { fileTemplate } from './tool-texts.js';
import { uriOf } from './uri.js';
import { filesIn } from './walk.js';

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

/** The tool finds more. */
const MAX_LISTED = 500;

/** Each file as a resource. Its media type is known when it is read. */
function fileResource(files: Files): Resource {
  const { provider } = files;
  return {
    ...fileTemplate(provider),
    list: (context) => listed(files, context),
    complete: { name: (typed, context) => completed(files, typed, context) },
    async contents({ name = '' }, context, uri) {
      const found = await read(files, name, context);
      if (!found) return undefined;
      const { bytes, type } = found;
      const data = isText(type) ? bytes.toString('utf8') : bytes;
      return { contents: [contentsOf({ uri, mimeType: type, data })] };
    },
  };
}

async function read(files: Files, name: string, context: CallContext) {
  if (name === '' || !isName(name)) return undefined;
  return (await files.of(context)).read(name);
}

async function listed(files: Files, context: CallContext): Promise<ResourceLink[]> {
  const links: ResourceLink[] = [];
  for await (const { name, size } of filesIn(await files.of(context), '', MAX_LISTED)) {
    context.signal.throwIfAborted();
    if (links.length === MAX_LISTED) break;
    links.push({ uri: uriOf(files.provider, name), name, size });
  }
  return links;
}

/** Names in the folder of what is typed. */
async function completed(files: Files, typed: string, context: CallContext): Promise<string[]> {
  const folder = typed.slice(0, Math.max(0, typed.lastIndexOf('/')));
  if (folder !== '' && !isName(folder)) return [];
  const store = await files.of(context);
  const { entries } = await store.list(folder, { limit: 1_000 }).catch((error: unknown) => {
    if (error instanceof ToolError) return { entries: [] };
    throw error;
  });
  const prefix = folder === '' ? '' : `${folder}/`;
  return entries
    .map((entry) => prefix + entry.name + (entry.folder ? '/' : ''))
    .filter((name) => name.startsWith(typed));
}
