import {
  type CallToolResult,
  type Client,
  type InputRequiredResult,
  type RequestOptions,
  specTypeSchemas,
  type StandardSchemaV1,
  type Tool,
  withInputRequired,
} from '@modelcontextprotocol/client';
import { boundedValidator } from '../utils/bounded-validator.js';
import { isObject } from '../utils/is-object.js';
import { truncate } from '../utils/truncate.js';
import { headerArguments, parameterHeaders } from './param-headers.js';

/** Characters of an unknown block that are shown. */
const MAX_CHARACTERS = 2_000;

/**
 * MCP `CallToolResult`. Unknown blocks become texts that name them: the call has been made, and one
 * block must not hide its result.
 */
export const ToolResult: StandardSchemaV1<unknown, CallToolResult> = {
  '~standard': {
    version: 1,
    vendor: 'mcp-provider',
    validate: (value) =>
      specTypeSchemas.CallToolResult['~standard'].validate(
        isObject(value) ? withKnownBlocks(value) : value,
      ),
  },
};

/** Returns a result in which each block that MCP does not define is a text. */
export const withKnownBlocks = <Result extends Record<string, unknown>>(result: Result): Result =>
  Array.isArray(result.content) ? { ...result, content: result.content.map(knownBlock) } : result;

function knownBlock(block: unknown): unknown {
  const validation = specTypeSchemas.ContentBlock['~standard'].validate(block);
  if (validation instanceof Promise || !validation.issues) return block;
  const type = isObject(block) ? JSON.stringify(block.type) : typeof block;
  const json = truncate(JSON.stringify(block), MAX_CHARACTERS);
  return {
    type: 'text',
    text: `[Content of the type ${type}, which is not as MCP defines it: ${json}]`,
  };
}

/**
 * Returns the mismatch between a result and the output schema of its tool, as a sentence; undefined
 * if there is none. The tool has run in any case.
 */
export function mismatchOf(
  { structuredContent, isError }: CallToolResult,
  { outputSchema }: Pick<Tool, 'outputSchema'>,
): string | undefined {
  if (!outputSchema || isError === true) return undefined;
  if (structuredContent === undefined)
    return 'The tool has an output schema, and its result has no structured content.';
  const problem = problemOf(outputSchema, structuredContent);
  return problem && `The result does not match the output schema of the tool: ${problem}.`;
}

function problemOf(schema: object, value: unknown): string | undefined {
  try {
    return boundedValidator.getValidator(schema)(value).errorMessage;
  } catch {
    return 'the schema is invalid';
  }
}

type RequestSender = Pick<Client, 'request'>;
type QuestionOptions = RequestOptions & { allowInputRequired: true };

/**
 * Calls a tool. Unlike `callTool` of the SDK, it throws no error because of the content of a
 * result: the call has been made.
 * @param otherParams adds members to the parameters
 */
export function requestTool(
  client: RequestSender,
  tool: CallableTool,
  args: unknown,
  options: QuestionOptions,
  otherParams?: object,
): Promise<CallToolResult | InputRequiredResult>;
export function requestTool(
  client: RequestSender,
  tool: CallableTool,
  args: unknown,
  options: RequestOptions,
): Promise<CallToolResult>;
export function requestTool(
  client: RequestSender,
  { name, inputSchema }: CallableTool,
  args: unknown,
  options: RequestOptions,
  otherParams: object = {},
): Promise<CallToolResult | InputRequiredResult> {
  const headers = parameterHeaders(headerArguments(inputSchema), args);
  return client.request(
    { method: 'tools/call', params: { name, arguments: args, ...otherParams } },
    withInputRequired(ToolResult),
    { ...options, headers },
  );
}

type CallableTool = Pick<Tool, 'name' | 'inputSchema'>;
