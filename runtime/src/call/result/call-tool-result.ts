import { exactJsonText } from '../../utils/exact-json.js';
import {
  type ObjectSchema,
  type ProtocolResult,
  type Responded,
  RESPONSE,
  type Tool,
} from '../define/definitions.js';
import { boundedParse } from '../schema/bounded-parse.js';
import { bytesBlock } from './bytes-block.js';
import { Content, textBlock } from './content.js';
import { ToolError, type ToolErrorOptions } from './tool-error.js';

type ResultOptions = Pick<Tool, 'output' | 'strict'>;

/** Returns whether code has returned a response of an API, in place of a value. */
export const isResponded = (value: unknown): value is Responded =>
  typeof value === 'object' && value !== null && RESPONSE in value;

/**
 * Converts what the code of a tool has returned to MCP `CallToolResult`.
 * @throws ToolError for a result that does not match the output schema
 * @throws Error for a structured result of a tool without an output schema
 */
export function callToolResult(returned: unknown, options: ResultOptions): ProtocolResult {
  if (isResponded(returned)) return responseResult(returned, options);
  const content = returned instanceof Content ? returned : undefined;
  const value = content ? content.value : returned;
  if (options.output) return structuredResult(value, content, options.output, options.strict);
  if (!content) return { content: [textBlock(resultText(value))] };
  if (value !== undefined)
    throw new Error('The result has a value, and its tool declares no "output". Declare it.');
  return { content: content.blocks, ...metaOf(content) };
}

/**
 * Text of status 304, the response to a condition of the call; there is no content that could match
 * an output schema.
 */
const NOT_MODIFIED = 'Not modified: it is still as the condition of this call states.';

function responseResult(response: Responded, options: ResultOptions): ProtocolResult {
  if (response.status === 304) {
    if (options.output) throw new ToolError(NOT_MODIFIED);
    return callToolResult(NOT_MODIFIED, options);
  }
  const body: unknown = response.body;
  // Without an output schema, the content of the response decides.
  if (body instanceof Uint8Array && !options.output)
    return { content: [bytesBlock(response, body)] };
  return callToolResult(body, options);
}

/** @param content blocks that the code has returned with the value; otherwise the value is the text */
function structuredResult(
  returnedValue: unknown,
  content: Content | undefined,
  output: ObjectSchema,
  strict = false,
): ProtocolResult {
  const acceptsEmpty =
    isEmptyResult(returnedValue) && boundedParse(output, {}).problem === undefined;
  // A response without content, such as with status 204, counts as an empty object.
  const value = acceptsEmpty ? {} : returnedValue;
  const { data, problem, cause } = boundedParse(output, value);
  requireText(value);
  if (problem !== undefined) {
    requireContent(value);
    const blocks = content?.blocks ?? [textBlock(resultText(value))];
    throw mismatchError(problem, { cause, ...(!strict && { content: blocks }) });
  }
  const blocks = content?.blocks ?? [textBlock(resultText(data))];
  return { content: blocks, structuredContent: data, ...metaOf(content) };
}

/** Returns `_meta` of a result, if the code has set it. */
const metaOf = (content: Content | undefined) => content?.meta && { _meta: content.meta };

const mismatchText = (problem: string): string =>
  `The result does not match the output schema of this tool: ${problem}.`;

const mismatchError = (problem: string, options: ToolErrorOptions): ToolError =>
  new ToolError(mismatchText(problem), {
    ...options,
    mismatch: problem,
    advice: 'The same call fails again.',
  });

/** @throws ToolError, before a change is committed, for a value that does not match the output schema */
export function requireOutput(output: ObjectSchema | undefined, value: unknown): void {
  const { problem } = output ? boundedParse(output, value) : {};
  if (problem !== undefined)
    throw new ToolError(mismatchText(problem), { advice: 'Nothing was changed.' });
}

/** @throws ToolError for a value that is absent, or a member that is not text */
function requireContent(value: unknown): void {
  if (isEmptyResult(value))
    throw new ToolError('The call succeeded, but there is no result.', {
      advice: 'Do not repeat it.',
    });
  if (typeof value === 'object') Object.values(value ?? {}).forEach(requireText);
}

/** Returns the result of a tool as text for the model. */
function resultText(value: unknown): string {
  if (value === undefined) return 'Done.';
  requireText(value);
  return typeof value === 'string' ? value : exactJsonText(value);
}

/** @throws ToolError for bytes, which JSON would show as an object with one number for each */
function requireText(value: unknown): void {
  if (value instanceof Uint8Array) throw new ToolError('The API sent content that is not text.');
}

/** Returns whether a value, or every member of an object, is undefined, such as the body of HTTP status 204. */
function isEmptyResult(value: unknown): boolean {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return members.length > 0 && members.every((member) => member === undefined);
}
