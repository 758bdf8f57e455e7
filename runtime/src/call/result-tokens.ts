import { jsonLength } from '../utils/json-length.js';
import { count, type Environment } from '../utils/settings.js';
import { truncate } from '../utils/truncate.js';
import { type ContentBlock, textBlock } from './content.js';
import type { Tool, WholeResult } from './definitions.js';
import { ToolError } from './tool-error.js';
import { jsonSchema } from './zod-json-schema.js';

/** What many clients accept of one result. */
const DEFAULT = 25_000;
/** About, in English and in JSON. */
const CHARACTERS_PER_TOKEN = 4;

/** @throws StartError where the variable is no number */
export const maxResultTokens = (env?: Environment): number =>
  count('MCP_MAX_RESULT_TOKENS', env) ?? DEFAULT;

/**
 * The result, where its text is not too long for a model. Of a longer text the beginning is left, with a hint; a longer
 * value cannot be cut, and is an error with its beginning.
 * @param effect what the call has changed, in place of the hint
 * @throws ToolError
 */
export function withinTokens(result: WholeResult, tool: Tool, effect?: string): WholeResult {
  const { content } = result;
  if (!Array.isArray(content)) return result;
  const blocks = content as ContentBlock[];
  const text = blocks.reduce((sum, block) => sum + textOf(block).length, 0);
  const most = maxResultTokens() * CHARACTERS_PER_TOKEN;
  // Clients show a model one of the two.
  const length = Math.max(text, jsonLength(result.structuredContent, most));
  if (length <= most) return result;
  const size = `${text < length ? 'more than' : 'about'} ${Math.ceil(length / CHARACTERS_PER_TOKEN)} tokens`;
  const facts = `The result has ${size}; this is the beginning.`;
  const shortBlocks =
    text < length ? [textBlock(JSON.stringify(result.structuredContent))] : blocks;
  const beginning = cut(shortBlocks, most);
  if ('structuredContent' in result)
    throw new ToolError(facts, { content: beginning, advice: narrowing(tool) });
  const hint = `${facts} ${effect ?? narrowing(tool)}`;
  return { ...result, content: [...beginning, textBlock(hint)] };
}

const textOf = (block: ContentBlock): string => (block.type === 'text' ? block.text : '');

function cut(blocks: readonly ContentBlock[], most: number): ContentBlock[] {
  let left = most;
  return blocks.flatMap((block) => {
    if (block.type !== 'text') return block;
    const text = truncate(block.text, left);
    left -= text.length;
    return text === '' ? [] : { ...block, text };
  });
}

/** Words in names of arguments that select a part of a result. */
const NARROWING =
  /^(limit|page|size|count|offset|cursor|filter|field|query|queries|search|after|before|since|until|from|to|start|end|include|select)s?$/i;
const wordsOf = (name: string) => name.split(/[^A-Za-z0-9]|(?<=[a-z0-9])(?=[A-Z])/);

/** Which arguments of the tool lead to less, or to the rest. */
function narrowing({ input, listed }: Tool): string {
  const { properties = {} } = listed?.inputSchema ?? jsonSchema(input, 'input');
  const names = Object.keys(properties as object).filter((name) =>
    wordsOf(name).some((word) => NARROWING.test(word)),
  );
  return names.length === 0
    ? 'Ask for something more specific.'
    : `For the rest, or for less, call the tool again with other values of: ${names.join(', ')}.`;
}
