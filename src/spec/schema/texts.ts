import { MAX_NAME_LENGTH } from '../../../runtime/src/utils/client-limits.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';

/**
 * Constraints of each text in a spec: parts of the published JSON Schema, and the rules for
 * answers. `patternErrorMessage` is the message for a text that does not match the pattern; it ends
 * a sentence.
 */
type TextSchema = JsonSchemaObject & { type: 'string'; maxLength: number };

/** Clients announce tools as `mcp__<provider>__<tool>`, so longer names would leave too few of 64 characters. */
export const providerName: TextSchema = {
  type: 'string',
  description:
    'Name of the directory, key in provider-config.yaml and beginning of the environment variables.',
  pattern: '^[a-z][a-z0-9_]*$',
  patternErrorMessage:
    'must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat"',
  maxLength: 40,
  examples: ['acme_chat'],
};

/** Names of tools, resources and prompts. The Claude and OpenAI APIs accept no other characters and no longer names. */
export const itemName: TextSchema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
  patternErrorMessage:
    'must be letters, digits, "_" and "-" and begin with a letter, such as "send_message"',
  maxLength: MAX_NAME_LENGTH,
};

/** Keys of arguments. With any other key, the Claude API rejects the whole request. */
export const argumentName: TextSchema = {
  type: 'string',
  pattern: '^(?!__proto__$)[A-Za-z0-9_.-]+$',
  patternErrorMessage:
    'must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names',
  maxLength: MAX_NAME_LENGTH,
};

const NOT_BLANK = { pattern: '\\S', patternErrorMessage: 'must not be blank' };

export const title: TextSchema = {
  type: 'string',
  description: 'Display name.',
  ...NOT_BLANK,
  maxLength: 200,
};

export const description: TextSchema = { type: 'string', ...NOT_BLANK, maxLength: 20_000 };
