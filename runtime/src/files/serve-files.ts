import type { CallContext } from '../call/call-context.js';
import { defineTool } from '../call/define/define.js';
import type { Resource, Tool } from '../call/define/definitions.js';
import { confirm } from '../call/elicitation/questions.js';
import {
  content,
  contentsOf,
  embeddedResource,
  mediaBlock,
  type ResourceLink,
} from '../call/result/content.js';
import { ToolError } from '../call/result/tool-error.js';
import { isName } from '../utils/name-rules.js';
import { changedSinceRead, FileExistsError } from './failures.js';
import { isText, mediaTypeOf } from './media-type.js';
import { requireFileName } from './names.js';
import { filesIn } from './search.js';
import type { FileContent, Files, FileStore } from './store.js';
import { fileTemplate, MAX_LISTED, withTitle } from './tool-texts.js';
import { deleteFile, listFiles, moveFile, readFile, searchFiles, writeFile } from './tools.js';
import { uriOf } from './uri.js';

interface Registration {
  tool(definition: Tool): unknown;
  resource(definition: Resource): unknown;
}

/**
 * Serves files: `list_files`, `read_file`, `search_files` and a resource for each file; unless they
 * are read-only, also `write_file`, `move_file` and `delete_file`, which ask the user before a file
 * is replaced or deleted.
 * @example serveFiles(files, { tool, resource }, { title: 'Handbook' });
 */
export function serveFiles(
  files: Files,
  { tool, resource }: Registration,
  { title = '', ...options }: ServingOptions = {},
): void {
  const tools = [...readingTools(files), ...(files.readOnly ? [] : changingTools(files, options))];
  for (const definition of tools) tool(withTitle(title, definition));
  resource(withTitle(title, fileResource(files)));
}

/** Returns the resource template of files. The media type of a file is known only when it is read. */
function fileResource(files: Files): Resource & { description: string } {
  const { provider } = files;
  return {
    ...fileTemplate(provider),
    list: (context) => resourceLinks(files, context),
    complete: { name: (typed, context) => completions(files, typed, context) },
    async contents({ name = '' }, context, uri) {
      const file = await readNamedFile(files, name, context);
      if (!file) return undefined;
      const { bytes, type } = file;
      const data = isText(type) ? bytes.toString('utf8') : bytes;
      return { contents: [contentsOf({ uri, mimeType: type, data })] };
    },
  };
}

async function readNamedFile(files: Files, requestedName: string, context: CallContext) {
  const name = requestedName.normalize('NFC');
  if (name === '' || !isName(name)) return undefined;
  return (await files.of(context)).read(name);
}

async function resourceLinks(files: Files, context: CallContext): Promise<ResourceLink[]> {
  const links: ResourceLink[] = [];
  for await (const { name, size } of filesIn(await files.of(context), '', MAX_LISTED)) {
    context.signal.throwIfAborted();
    if (links.length === MAX_LISTED) break;
    links.push({ uri: uriOf(files.provider, name), name, size });
  }
  return links;
}

/** Completes a typed name with the names in its folder. */
async function completions(files: Files, typed: string, context: CallContext): Promise<string[]> {
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

const DEFAULT_PART_BYTES = 100_000;

interface FilePart extends FileContent {
  /** Position of its first byte in the file. */
  start: number;
}

/** Reads a part of a file for `read_file`: text, or a block of other content. */
async function readPart(
  files: Files,
  { name, start, length }: { name: string; start: number; length?: number | undefined },
  context: CallContext,
) {
  const store = await files.of(context);
  const filePart = await readAlignedPart(store, name, start, length ?? DEFAULT_PART_BYTES);
  const isIncompleteBinary =
    length === undefined && !isText(filePart.type) && nextPosition(filePart).next !== undefined;
  const part = isIncompleteBinary
    ? await readAlignedPart(store, name, start, filePart.size)
    : filePart;
  const { bytes, type, size, version } = part;
  const value = {
    name,
    type,
    size,
    ...nextPosition(part),
    ...(version !== undefined && { version }),
  };
  if (isText(type)) return { ...value, text: bytes.toString('utf8') };
  return content(blockOf(uriOf(files.provider, name), part)).withValue(value);
}

const nextPosition = ({ start, bytes, size }: FilePart) => {
  const next = start + bytes.length;
  return next < size ? { next } : {};
};

/** Most bytes of a character before its last one (RFC 3629 section 3). */
const MAX_LEAD_BYTES = 3;

/**
 * Reads a part that ends between characters, whatever the file contains. A character that an
 * arbitrary start splits belongs to the previous part, so consecutive parts contain all bytes.
 */
async function readAlignedPart(
  store: FileStore,
  name: string,
  position: number,
  maxBytes: number,
): Promise<FilePart> {
  const leadLength = Math.min(position, MAX_LEAD_BYTES);
  const part = await store.read(name, {
    start: position - leadLength,
    length: leadLength + maxBytes,
  });
  const skipped = leadLength + remainderLength(part.bytes, leadLength);
  const start = position - leadLength + skipped;
  const alignedBytes = part.bytes.subarray(skipped);
  const isEnd = start + alignedBytes.length >= part.size;
  const bytes = isEnd
    ? alignedBytes
    : alignedBytes.subarray(0, alignedBytes.length - incompleteLength(alignedBytes));
  return { ...part, start, bytes, type: position === 0 ? part.type : mediaTypeOf(bytes, false) };
}

const isContinuation = (byte: number): boolean => byte >> 6 === 0b10;
/** Returns the length in bytes of the UTF-8 character that begins with this byte (RFC 3629). */
const characterLength = (lead = 0): number =>
  lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

/** Returns the number of bytes at the end that begin an incomplete character. */
function incompleteLength(bytes: Buffer): number {
  const tail = bytes.subarray(-MAX_LEAD_BYTES).toReversed();
  const at = tail.findIndex((byte) => !isContinuation(byte));
  return characterLength(tail[at]) > at + 1 ? at + 1 : 0;
}

/** Returns the number of bytes from `at` that complete a character that begins before. */
function remainderLength(bytes: Buffer, at: number): number {
  const leadBytes = incompleteLength(bytes.subarray(0, at));
  const rest = bytes.subarray(at, at - leadBytes + characterLength(bytes[at - leadBytes]));
  return leadBytes > 0 && rest.every(isContinuation) ? rest.length : 0;
}

function blockOf(uri: string, { bytes, size, type }: FilePart) {
  if (bytes.length === size) return mediaBlock(uri, bytes, type);
  return embeddedResource({ uri, mimeType: type, data: bytes });
}

interface ServingOptions extends ChangingOptions {
  /** What the files are, such as "Handbook": all descriptions begin with it. */
  title?: string;
}

interface ChangingOptions {
  /**
   * Whether to ask the user before a file is replaced or deleted; default: true. A client that
   * cannot ask can then do neither.
   */
  confirm?: boolean;
}

const changingTools = (files: Files, { confirm: asksUser = true }: ChangingOptions): Tool[] => [
  defineTool({
    ...writeFile,
    async run({ name: file, content, encoding, overwrite, version }, context) {
      const bytes = Buffer.from(content, encoding);
      if (encoding === 'base64' && !isBase64(content, bytes))
        throw new ToolError('Invalid arguments: content: it is not base64.');
      // UTF-8 would replace it with another character.
      if (/\p{Surrogate}/u.test(content))
        throw new ToolError('Invalid arguments: content: it contains half of a surrogate pair.');
      const store = await files.of(context);
      if (version !== undefined || !(await createIfAbsent(store, file, bytes, overwrite))) {
        const current = await store.read(file, { start: 0, length: 0 });
        if (version !== undefined && current.version !== version) throw changedSinceRead();
        // The question contains the time of the change, so that a repeated call about another
        // version repeats the question.
        const changeNote = current.changed === undefined ? '' : `, last changed ${current.changed}`;
        if (asksUser) await confirm(context, `Replace the content of "${file}"${changeNote}?`);
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
    ...(asksUser && {
      confirm: ({ name: file }: { name: string }) =>
        `Delete "${requireFileName(file)}"? This cannot be undone.`,
    }),
    async run({ name: file }, context) {
      await (await files.of(context)).remove(file);
      return { name: file };
    },
  }),
];

/**
 * Writes a new file.
 * @returns false if the file exists and may be replaced
 * @throws ToolError if it must not be replaced
 */
async function createIfAbsent(store: FileStore, name: string, bytes: Buffer, overwrite: boolean) {
  try {
    await store.write(name, bytes);
    return true;
  } catch (error) {
    if (overwrite && error instanceof FileExistsError) return false;
    throw error;
  }
}

/** Returns whether a text is Base64. `Buffer.from` skips what is not Base64, so the text is compared with its re-encoding. */
const isBase64 = (text: string, bytes: Buffer): boolean =>
  bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
