import * as z from 'zod';
import type { ListableTool } from '../call/lists/lists.js';
import { integer } from '../call/schema/integer.js';
import { CHANGE_TOOLS, READ_TOOLS, withTitle } from './tool-texts.js';

const name = z.string().min(1).describe('Name with its folders, such as "reports/2026/may.md".');

const folder = z
  .string()
  .default('')
  .describe('Folder, such as "reports/2026"; empty for all files.');

export const listFiles = {
  name: 'list_files',
  ...READ_TOOLS.list_files,
  input: z.strictObject({
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
};

export const readFile = {
  name: 'read_file',
  ...READ_TOOLS.read_file,
  input: z.strictObject({
    name,
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
    version: z.string().optional().describe('Of the content.'),
  }),
};

export const searchFiles = {
  name: 'search_files',
  ...READ_TOOLS.search_files,
  input: z.strictObject({
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
};

export const writeFile = {
  name: 'write_file',
  ...CHANGE_TOOLS.write_file,
  input: z.strictObject({
    name,
    content: z.string().describe('All of the new content.'),
    encoding: z.enum(['utf-8', 'base64']).default('utf-8').describe('Of "content".'),
    overwrite: z.boolean().default(false).describe('Replace the file if it exists.'),
    version: z
      .string()
      .max(200)
      .optional()
      .describe('"version" of read_file: replaces the file only if it has not been changed since.'),
  }),
  output: z.object({ name: z.string(), size: integer().describe('In bytes.') }),
};

export const moveFile = {
  name: 'move_file',
  ...CHANGE_TOOLS.move_file,
  input: z.strictObject({ from: name, to: name }),
  output: z.object({ name: z.string().describe('The new name.') }),
};

export const deleteFile = {
  name: 'delete_file',
  ...CHANGE_TOOLS.delete_file,
  input: z.strictObject({ name }),
  output: z.object({ name: z.string() }),
};

/** Returns the definitions of the tools of `serveFiles` for lists. */
export const fileTools = (title: string, readOnly: boolean): ListableTool[] =>
  [listFiles, readFile, searchFiles, ...(readOnly ? [] : [writeFile, moveFile, deleteFile])].map(
    (tool) => withTitle(title, tool),
  );
