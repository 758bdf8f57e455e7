import type { CallContext } from '../call/call-context.js';
import {
  content,
  contentsOf,
  embeddedResource,
  mediaBlock,
  type ResourceLink,
} from '../call/content.js';
import { defineTool, ToolError } from '../call/define.js';
import type { Resource, Tool } from '../call/definitions.js';
import { confirm } from '../call/elicitation/questions.js';
import { isName } from '../utils/name-rules.js';
import { changedSince, FileExistsError } from './failures.js';
import { deleteFile, listFiles, moveFile, readFile, searchFiles, writeFile } from './listable.js';
import { isText, mediaTypeOf } from './media-type.js';
import { checkedName } from './names.js';
import { filesIn } from './search.js';
import type { FileContent, Files, FileStore } from './store.js';
import { fileTemplate, MAX_LISTED } from './tool-texts.js';
import { uriOf } from './uri.js';

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

/** Each file as a resource. Its media type is known when it is read. */
function fileResource(files: Files): Resource {
  const { provider } = files;
  return {
    ...fileTemplate(provider),
    list: (context) => listed(files, context),
    complete: { name: (typed, context) => completed(files, typed, context) },
    async contents({ name = '' }, context, uri) {
      const file = await read(files, name, context);
      if (!file) return undefined;
      const { bytes, type } = file;
      const data = isText(type) ? bytes.toString('utf8') : bytes;
      return { contents: [contentsOf({ uri, mimeType: type, data })] };
    },
  };
}

async function read(files: Files, named: string, context: CallContext) {
  const name = named.normalize('NFC');
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

const readingTools = (files: Files): Tool[] => [
  defineTool({
    ...listFiles,
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
    ...readFile,
    run: ({ name, start, length }, context) => readPart(files, { name, start, length }, context),
  }),
  defineTool({
    ...searchFiles,
    run: async ({ text, ...options }, context) => (await files.of(context)).search(text, options),
  }),
];

const TEXT_BYTES = 100_000;

interface Part extends FileContent {
  /** Position of its first byte. */
  start: number;
}

/** A part of a file, as `read_file` returns it: text, or a block of other content. */
async function readPart(
  files: Files,
  { name, start, length }: { name: string; start: number; length?: number | undefined },
  context: CallContext,
) {
  const store = await files.of(context);
  const filePart = await partOf(store, name, start, length ?? TEXT_BYTES);
  const isCut =
    length === undefined && !isText(filePart.type) && nextOf(filePart).next !== undefined;
  const part = isCut ? await partOf(store, name, start, filePart.size) : filePart;
  const { bytes, type, size, version } = part;
  const value = { name, type, size, ...nextOf(part), ...(version !== undefined && { version }) };
  if (isText(type)) return { ...value, text: bytes.toString('utf8') };
  return content(blockOf(uriOf(files.provider, name), part)).withValue(value);
}

const nextOf = ({ start, bytes, size }: Part) => {
  const next = start + bytes.length;
  return next < size ? { next } : {};
};

/** Bytes of a character before its last one (RFC 3629 section 3). */
const BEFORE = 3;

/**
 * Parts end where no character is cut off, whatever the file contains. A character that an arbitrary start cuts off belongs
 * to the part before. So parts that follow each other are all bytes.
 */
async function partOf(store: FileStore, name: string, from: number, most: number): Promise<Part> {
  const before = Math.min(from, BEFORE);
  const part = await store.read(name, { start: from - before, length: before + most });
  const skipped = before + restOfCharacter(part.bytes, before);
  const start = from - before + skipped;
  const rest = part.bytes.subarray(skipped);
  const isEnd = start + rest.length >= part.size;
  const bytes = isEnd ? rest : rest.subarray(0, rest.length - beginOfCharacter(rest));
  return { ...part, start, bytes, type: from === 0 ? part.type : mediaTypeOf(bytes, false) };
}

const isContinued = (byte: number): boolean => byte >> 6 === 0b10;
/** Length in bytes of the UTF-8 character that begins with this byte (RFC 3629). */
const lengthOf = (lead = 0): number => (lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/** How many bytes at the end begin a character that has more. */
function beginOfCharacter(bytes: Buffer): number {
  const tail = bytes.subarray(-BEFORE).toReversed();
  const at = tail.findIndex((byte) => !isContinued(byte));
  return lengthOf(tail[at]) > at + 1 ? at + 1 : 0;
}

/** How many bytes from `at` end the character that begins before. */
function restOfCharacter(bytes: Buffer, at: number): number {
  const begun = beginOfCharacter(bytes.subarray(0, at));
  const rest = bytes.subarray(at, at - begun + lengthOf(bytes[at - begun]));
  return begun > 0 && rest.every(isContinued) ? rest.length : 0;
}

function blockOf(uri: string, { bytes, size, type }: Part) {
  if (bytes.length === size) return mediaBlock(uri, bytes, type);
  return embeddedResource({ uri, mimeType: type, data: bytes });
}

interface ChangingOptions {
  /**
   * Ask the person before a file is replaced or deleted: true, unless stated. A client that cannot ask can do neither
   * then.
   */
  confirm?: boolean;
}

const changingTools = (files: Files, { confirm: asks = true }: ChangingOptions): Tool[] => [
  defineTool({
    ...writeFile,
    async run({ name: file, content, encoding, overwrite, version }, context) {
      const bytes = Buffer.from(content, encoding);
      if (encoding === 'base64' && !isBase64(content, bytes))
        throw new ToolError('Invalid arguments: content: it is not base64.');
      // UTF-8 would have another character in its place.
      if (/\p{Surrogate}/u.test(content))
        throw new ToolError('Invalid arguments: content: it contains half of a surrogate pair.');
      const store = await files.of(context);
      if (version !== undefined || !(await creates(store, file, bytes, overwrite))) {
        const current = await store.read(file, { start: 0, length: 0 });
        if (version !== undefined && current.version !== version) throw changedSince();
        // What is asked in a later round of this call, of another version, is another question.
        const since = current.changed === undefined ? '' : `, last changed ${current.changed}`;
        if (asks) await confirm(context, `Replace the content of "${file}"${since}?`);
        await store.write(file, bytes, { overwrite: true, version: current.version });
      }
      return { name: file, size: bytes.length };
    },
  }),
  defineTool({
    ...moveFile,
    async run({ from, to }, context) {
      await (await files.of(context)).move(from, to);
      return { name: to };
    },
  }),
  defineTool({
    ...deleteFile,
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

/** @returns whether there was no file, which is to be replaced otherwise @throws ToolError where it must not be */
async function creates(store: FileStore, name: string, bytes: Buffer, overwrite: boolean) {
  try {
    await store.write(name, bytes);
    return true;
  } catch (error) {
    if (overwrite && error instanceof FileExistsError) return false;
    throw error;
  }
}

/** Node.js ignores what is not. */
const isBase64 = (text: string, bytes: Buffer): boolean =>
  bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
