import { isDeeper, type Json } from '../../model/json.js';
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

/** In MB, so that reading it takes no more than seconds: the time for YAML grows with the square of its keys. */
const LARGEST: Readonly<Record<Format, number>> = { json: 8, jsonc: 8, yaml: 0.25, toml: 8 };

/** More levels than any configuration has, and few enough for recursion. */
const DEEPEST = 500;

/** Value of a text without byte order mark. @throws Refusal where it cannot be edited safely */
export function parse(format: Format, body: string): Json | undefined {
  if (body.length > LARGEST[format] * 1024 * 1024)
    throw new Refusal('too-large', `The file is larger than ${LARGEST[format]} MB.`);
  if (/[\0\p{Surrogate}]/u.test(body)) throw new Refusal('not-text', 'The file is not UTF-8 text.');
  if (/\r(?!\n)/.test(body)) throw new Refusal('unsupported', 'CR line endings are not supported.');
  try {
    const value = editors[format].parse(body);
    if (isDeeper(value, DEEPEST)) throw new RangeError();
    return value;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    const isDeep = error instanceof RangeError;
    throw new Refusal('syntax', `Syntax error: ${isDeep ? 'nested too deeply' : reason}.`);
  }
}
