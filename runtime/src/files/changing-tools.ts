import * as z from 'zod';
import { confirm } from '../elicitation/questions.js';
import type { Tool } from '../provider/define.js';
import { defineTool, ToolError } from '../provider/define.js';
import { integer } from '../provider/integer.js';
import { FileExistsError } from './failures.js';
import { checkedName } from './names.js';
import { CHANGING } from './tool-texts.js';
import type { Files } from './store.js';

const name = z.string().min(1).describe('Name with its folders, such as "reports/2026/may.md".');

export interface ChangingOptions {
  /**
   * Ask the person before a file is replaced or deleted: true, unless stated. A client that cannot ask can do neither
   * then.
   */
  confirm?: boolean;
}

export const changingTools = (files: Files, { confirm: asks = true }: ChangingOptions): Tool[] => [
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
