import type { Json } from '../../model/json.js';
import type { Editor } from './editor.js';
import { jsonEditor } from './json/editor.js';
import { Refusal } from './refusal.js';
import { tomlEditor } from './toml/editor.js';
import { yamlEditor } from './yaml/editor.js';
import type { Format } from '../../model/client.js';

export const editors: Readonly<Record<Format, Editor>> = {
  json: jsonEditor(false),
  jsonc: jsonEditor(true),
  yaml: yamlEditor,
  toml: tomlEditor,
};

/** In characters, so that reading it takes no more than seconds. */
const LONGEST_TEXT = 8 * 1024 * 1024;

/** Value of a text without byte order mark. @throws Refusal where it cannot be edited safely */
export function parse(format: Format, body: string): Json | undefined {
  if (body.length > LONGEST_TEXT) throw new Refusal('too-large', 'The file is larger than 8 MB.');
  if (/[\0\p{Surrogate}]/u.test(body)) throw new Refusal('not-text', 'The file is not UTF-8 text.');
  if (/\r(?!\n)/.test(body)) throw new Refusal('unsupported', 'CR line endings are not supported.');
  try {
    return editors[format].parse(body);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    const isDeep = error instanceof RangeError;
    throw new Refusal('syntax', `Syntax error: ${isDeep ? 'nested too deeply' : reason}.`);
  }
}
