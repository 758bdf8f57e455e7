import type { Format } from '../../model/client.js';
import { isDeeper, type Json, type JsonObject } from '../../model/json.js';
import { json } from './json.js';
import type { Language } from './language.js';
import { EditRefusedError } from './refusal.js';
import { toml } from './toml.js';
import { yaml } from './yaml.js';

export const languages: Readonly<Record<Format, Language>> = {
  json: json(false),
  jsonc: json(true),
  yaml,
  toml,
};

/**
 * Maximum size in MB, so that parsing takes no more than seconds; the time for YAML grows with the
 * square of its keys.
 */
const MAX_MEGABYTES: Readonly<Record<Format, number>> = {
  json: 64,
  jsonc: 64,
  yaml: 0.25,
  toml: 1,
};

/** Maximum nesting depth, which exceeds that of any configuration but is safe for recursion. */
const MAX_DEPTH = 500;

/** Returns the value of a text without byte order mark. @throws EditRefusedError if it cannot be edited safely */
export function parse(format: Format, body: string): Json | undefined {
  if (body.length > MAX_MEGABYTES[format] * 1024 * 1024)
    throw new EditRefusedError('too-large', `The file is larger than ${MAX_MEGABYTES[format]} MB.`);
  if (/[\0\p{Surrogate}]/u.test(body))
    throw new EditRefusedError('not-text', 'The file is not UTF-8 text.');
  if (/\r(?!\n)/.test(body))
    throw new EditRefusedError('unsupported', 'CR line endings are not supported.');
  try {
    const value = languages[format].parse(body);
    if (isDeeper(value, MAX_DEPTH)) throw new RangeError();
    return value;
  } catch (error) {
    if (error instanceof EditRefusedError) throw error;
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    const isDeep = error instanceof RangeError;
    throw new EditRefusedError('syntax', `Syntax error: ${isDeep ? 'nested too deeply' : reason}.`);
  }
}

/** Returns the text of an empty file that programs accept. */
export const emptyDocument = (format: Format): string => (format.startsWith('json') ? '{}\n' : '');

/** Returns the text of a file with these members; of an empty file if there are none. */
export const newDocument = (format: Format, members: JsonObject): string =>
  Object.entries(members).reduce(
    (text, [key, value]) => languages[format].set(text, [key], value),
    '',
  );
