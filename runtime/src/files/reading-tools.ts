import * as z from 'zod';
import { integer } from '../provider/integer.js';
import type { CallContext } from '../provider/call-context.js';
import type { Tool } from '../provider/define.js';
import { defineTool } from '../provider/define.js';
import { READING } from './tool-texts.js';
import type { FileContent, Files } from './store.js';
import { type Content, content, embeddedResource, mediaBlock } from '../provider/content.js';
import { BINARY, isText, textOf } from './media-type.js';
import { uriOf } from './uri.js';

const folder = z
  .string()
  .default('')
  .describe('Folder, such as "reports/2026"; empty for all files.');

export const readingTools = (files: Files): Tool[] => [
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
      complete: z.boolean().describe('False if not all files were searched.'),
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
