import * as z from 'zod';
import type { Resource, Tool } from '../call/define.js';
import { defineTool, ToolError } from '../call/define.js';
import type { CallContext } from '../call/call-context.js';
import type { Content, ResourceLink } from '../call/content.js';
import { content, contentsOf, embeddedResource, mediaBlock } from '../call/content.js';
import { integer } from '../call/integer.js';
import { confirm } from '../call/elicitation/questions.js';
import type { FileContent, Files } from './store.js';
import { BINARY, isText, textOf } from './media-type.js';
import { isName } from '../utils/name-rules.js';
import { checkedName } from './names.js';
import { CHANGING, fileTemplate, READING } from './tool-texts.js';
import { uriOf } from './uri.js';
import { filesIn } from './search.js';
import { FileExistsError } from './failures.js';

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

const folder = z
  .string()
  .default('')
  .describe('Folder, such as "reports/2026"; empty for all files.');

const readingTools = (files: Files): Tool[] => [
  defineTool({
    name: 'list_files',
    ...READING.list_files,
    input: z.object({
      folder,
      limit: z.int().min(1).max(1_000).default(100).describe('Maximum number of entries.'),
      cursor: z.string().optional().describe('"cursor" of the page before.'),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          name: z.string().describe('With its folders.'),
          type: z.enum(['file', 'folder']),
          size: integer().optional().describe('In bytes.'),
        }),
      ),
      cursor: z.string().optional().describe('Of the next page; absent on the last.'),
    }),
    async run({ folder: inside, limit, cursor }, context) {
      const page = await (await files.of(context)).list(inside, { limit, cursor });
      const entries = page.entries.map(({ name, folder: isFolder, size }) => ({
        name: inside === '' ? name : `${inside}/${name}`,
        type: isFolder ? ('folder' as const) : ('file' as const),
        ...(!isFolder && { size }),
      }));
      return { entries, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },
  }),
  defineTool({
    name: 'read_file',
    ...READING.read_file,
    input: z.object({
      name: z.string().min(1).describe('Name with its folders, such as "reports/2026/may.md".'),
      start: z.int().min(0).default(0).describe('Byte to begin at: "next" of the part before.'),
      length: z
        .int()
        .min(16)
        .max(1_000_000)
        .optional()
        .describe('Maximum number of bytes. Default: 100,000 of a text, all of other files.'),
    }),
    output: z.object({
      name: z.string(),
      type: z.string().describe('Media type, by content.'),
      size: integer().describe('Of the whole file, in bytes.'),
      text: z.string().optional().describe('Absent if the file is not text.'),
      next: integer().optional().describe('Byte at which the next part begins; absent at the end.'),
    }),
    run: ({ name, start, length }, context) => readPart(files, { name, start, length }, context),
  }),
  defineTool({
    name: 'search_files',
    ...READING.search_files,
    input: z.object({
      text: z.string().min(1).max(200).describe('Text to find; not a pattern.'),
      folder,
      limit: z.int().min(1).max(200).default(50).describe('Maximum number of files.'),
    }),
    output: z.object({
      matches: z.array(
        z.object({
          name: z.string().describe('With its folders.'),
          line: z.string().optional().describe('First line that contains the text.'),
          number: integer().optional().describe('Of that line, from 1.'),
        }),
      ),
      complete: z.boolean().describe('False if not all files were searched to their end.'),
    }),
    run: async ({ text, ...options }, context) => (await files.of(context)).search(text, options),
  }),
];

const TEXT_BYTES = 100_000;

interface Part {
  name: string;
  start: number;
  length?: number | undefined;
}

/** A part of a file, as `read_file` returns it: text ends with a whole character, other content is a block. */
async function readPart(files: Files, part: Part, context: CallContext) {
  const { name, start, length } = part;
  const store = await files.of(context);
  const found = await store.read(name, { start, length: length ?? TEXT_BYTES });
  const text = textPart(found, start);
  if (text) return { name, type: textType(found.type), size: found.size, ...text };
  const isPart = length === undefined && start + found.bytes.length < found.size;
  const whole = isPart ? await store.read(name, { start, length: found.size }) : found;
  return binaryPart(files.provider, { name, start }, whole);
}

/** Undefined where it is not text. A character that an arbitrary start cuts off belongs to the part before. */
function textPart({ bytes, size, type }: FileContent, start: number) {
  if (!isText(type) && type !== BINARY) return undefined;
  const skipped = start === 0 ? 0 : continuationBytes(bytes);
  const end = start + bytes.length;
  const text = textOf(bytes.subarray(skipped), end === size);
  if (text === undefined) return undefined;
  const next = start + skipped + Buffer.byteLength(text);
  return { text, ...(next < size && { next }) };
}

/** At the beginning: `10xxxxxx`, of which a character has three at most (RFC 3629 section 3). */
function continuationBytes(bytes: Buffer): number {
  const first = bytes.subarray(0, 3).findIndex((byte) => byte >> 6 !== 0b10);
  return first === -1 ? Math.min(3, bytes.length) : first;
}

const textType = (type: string): string => (type === BINARY ? 'text/plain' : type);

function binaryPart(
  provider: string,
  { name, start }: Part,
  { bytes, size, type }: FileContent,
): Content {
  const uri = uriOf(provider, name);
  const next = start + bytes.length;
  const isWhole = bytes.length === size;
  const block = isWhole
    ? mediaBlock(uri, bytes, type)
    : embeddedResource({ uri, mimeType: type, data: bytes });
  return content(block).withValue({ name, type, size, ...(next < size && { next }) });
}

const name = z.string().min(1).describe('Name with its folders, such as "reports/2026/may.md".');

interface ChangingOptions {
  /**
   * Ask the person before a file is replaced or deleted: true, unless stated. A client that cannot ask can do neither
   * then.
   */
  confirm?: boolean;
}

const changingTools = (files: Files, { confirm: asks = true }: ChangingOptions): Tool[] => [
  defineTool({
    name: 'write_file',
    ...CHANGING.write_file,
    input: z.object({
      name,
      content: z.string().describe('All of the new content.'),
      encoding: z.enum(['utf-8', 'base64']).default('utf-8').describe('Of "content".'),
      overwrite: z.boolean().default(false).describe('Replace the file if it exists.'),
    }),
    output: z.object({ name: z.string(), size: integer().describe('In bytes.') }),
    async run({ name: file, content, encoding, overwrite }, context) {
      const bytes = Buffer.from(content, encoding);
      if (encoding === 'base64' && !isBase64(content, bytes))
        throw new ToolError('Invalid arguments: content: it is not base64.');
      // UTF-8 would have another character in its place.
      if (/\p{Surrogate}/u.test(content))
        throw new ToolError('Invalid arguments: content: it contains half of a surrogate pair.');
      const store = await files.of(context);
      try {
        await store.write(file, bytes);
      } catch (error) {
        if (!overwrite || !(error instanceof FileExistsError)) throw error;
        if (asks) await confirm(context, `Replace the content of "${file}"?`);
        await store.write(file, bytes, { overwrite });
      }
      return { name: file, size: bytes.length };
    },
  }),
  defineTool({
    name: 'move_file',
    ...CHANGING.move_file,
    input: z.object({ from: name, to: name }),
    output: z.object({ name: z.string().describe('The new name.') }),
    async run({ from, to }, context) {
      await (await files.of(context)).move(from, to);
      return { name: to };
    },
  }),
  defineTool({
    name: 'delete_file',
    ...CHANGING.delete_file,
    input: z.object({ name }),
    output: z.object({ name: z.string() }),
    ...(asks && {
      confirm: ({ name: file }: { name: string }) =>
        `Delete "${checkedName(file)}"? This cannot be undone.`,
    }),
    async run({ name: file }, context) {
      await (await files.of(context)).remove(file);
      return { name: file };
    },
  }),
];

/** Node.js ignores what is not. */
const isBase64 = (text: string, bytes: Buffer): boolean =>
  bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
