import type { CallContext } from '../call/call-context.js';
import type { Unchecked } from '../call/define/definitions.js';
import { ToolError } from '../call/result/tool-error.js';
import { decodeText } from './media-type.js';
import type { Files } from './store.js';

/**
 * Reads the text of a caller's file.
 * @throws ToolError if the file does not exist or is not text
 * @example run: ({ month }, context) => readText(files, fileName`reports/${month}.md`, context)
 */
export async function readText(files: Files, name: string, context: CallContext): Promise<string> {
  const { bytes } = await (await files.of(context)).read(name);
  const text = decodeText(bytes, true);
  if (text === undefined) throw new ToolError('The file is not text.');
  return text;
}

/** Reads a JSON document in a caller's file; the tool's `output` checks it. @throws ToolError */
export async function readJson(
  files: Files,
  name: string,
  context: CallContext,
): Promise<Unchecked> {
  const text = await readText(files, name, context);
  try {
    return JSON.parse(text) as Unchecked;
  } catch (error) {
    throw new ToolError('The file is not JSON.', { cause: error });
  }
}
