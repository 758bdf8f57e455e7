import { countSetting, type Environment } from '../../utils/settings.js';
import { truncate } from '../../utils/truncate.js';
import type { ProtocolResult, Tool } from '../define/definitions.js';
import { jsonSchema } from '../schema/zod-json-schema.js';
import { type ContentBlock, textBlock } from './content.js';
import { jsonLength } from './json-length.js';
import { ToolError } from './tool-error.js';

/** Tokens of one result that many clients accept. */
const DEFAULT_TOKENS = 25_000;
/** Approximate value for English and JSON. */
const CHARACTERS_PER_TOKEN = 4;

/** @throws StartError if the variable is not a number */
export const maxResultTokens = (env?: Environment): number =>
  countSetting('MCP_MAX_RESULT_TOKENS', env) ?? DEFAULT_TOKENS;

/** Read once, because reading a variable takes longer than to check a short result. */
let maxTokens: number | undefined;

/**
 * Limits the text of a result to the tokens of a model. A longer text is truncated and gets a hint;
 * a longer value cannot be truncated and becomes an error with its beginning.
 * @param effect sentence about the changes of the call, in place of the hint
 * @throws ToolError for a value that is too long
 */
export function withinTokens(result: ProtocolResult, tool: Tool, effect?: string): ProtocolResult {
  const { content } = result;
  if (!Array.isArray(content)) return result;
  const blocks = content as ContentBlock[];
  const text = blocks.reduce((sum, block) => sum + blockText(block).length, 0);
  const maxCharacters = (maxTokens ??= maxResultTokens()) * CHARACTERS_PER_TOKEN;
  // Clients show a model either the text or the value.
  const length = Math.max(text, jsonLength(result.structuredContent, maxCharacters));
  if (length <= maxCharacters) return result;
  const size = `${text < length ? 'more than' : 'about'} ${Math.ceil(length / CHARACTERS_PER_TOKEN)} tokens`;
  const facts = `The result has ${size}; this is the beginning.`;
  const shortBlocks =
    text < length ? [textBlock(JSON.stringify(result.structuredContent))] : blocks;
  const beginning = truncateBlocks(shortBlocks, maxCharacters);
  if ('structuredContent' in result)
    throw new ToolError(facts, { content: beginning, advice: narrowingAdvice(tool) });
  const hint = `${facts} ${effect ?? narrowingAdvice(tool)}`;
  return { ...result, content: [...beginning, textBlock(hint)] };
}

const blockText = (block: ContentBlock): string => (block.type === 'text' ? block.text : '');

function truncateBlocks(blocks: readonly ContentBlock[], maxCharacters: number): ContentBlock[] {
  let remaining = maxCharacters;
  return blocks.flatMap((block) => {
    if (block.type !== 'text') return block;
    const text = truncate(block.text, remaining);
    remaining -= text.length;
    return text === '' ? [] : { ...block, text };
  });
}

/** Words in argument names that select a part of a result. */
const SELECTING_WORDS =
  /^(limit|page|size|count|offset|cursor|filter|field|query|queries|search|after|before|since|until|from|to|start|end|include|select)s?$/i;
const wordsOf = (name: string) => name.split(/[^A-Za-z0-9]|(?<=[a-z0-9])(?=[A-Z])/);

/** Returns advice on arguments of the tool that select less, or the rest. */
function narrowingAdvice({ input, listed }: Tool): string {
  const { properties = {} } = listed?.inputSchema ?? jsonSchema(input, 'input');
  const names = Object.keys(properties as object).filter((name) =>
    wordsOf(name).some((word) => SELECTING_WORDS.test(word)),
  );
  return names.length === 0
    ? 'Ask for something more specific.'
    : `For the rest, or for less, call the tool again with other values of: ${names.join(', ')}.`;
}
