import { LONGEST_NAME } from '../../../runtime/src/utils/client-limits.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';

/**
 * What each text of a spec may be: parts of the published JSON Schema, and the rules that answers to questions are held
 * against. `patternErrorMessage` is what editors and we say where the pattern does not match; it ends a sentence.
 */
type Text = JsonSchemaObject & { type: 'string'; maxLength: number };

/** Tools are announced as `mcp__<provider>__<tool>`: a longer name would leave too little of the 64 characters. */
export const providerName: Text = {
  type: 'string',
  description:
    'Name of the directory, key in provider-config.yaml and beginning of the environment variables.',
  pattern: '^[a-z][a-z0-9_]*$',
  patternErrorMessage:
    'must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat"',
  maxLength: 40,
  examples: ['acme_chat'],
};

/** Of a tool, a resource or a prompt. The Claude and OpenAI APIs take no other characters and no more of them. */
export const itemName: Text = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
  patternErrorMessage:
    'must be letters, digits, "_" and "-" and begin with a letter, such as "send_message"',
  maxLength: LONGEST_NAME,
};

/** The Claude API refuses a whole request where the key of one argument is any other. */
export const argumentName: Text = {
  type: 'string',
  pattern: '^(?!__proto__$)[A-Za-z0-9_.-]+$',
  patternErrorMessage:
    'must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names',
  maxLength: LONGEST_NAME,
};

const NOT_BLANK = { pattern: '\\S', patternErrorMessage: 'must not be blank' };

export const title: Text = {
  type: 'string',
  description: 'Display name.',
  ...NOT_BLANK,
  maxLength: 200,
};

export const description: Text = { type: 'string', ...NOT_BLANK, maxLength: 20_000 };
