import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { promptCall } from '../../provider/calls.js';
import type { Prompt } from '../../provider/define.js';
import type { Lists } from '../../provider/lists.js';
import { rpcError } from '../../provider/error-result.js';
import type { Caller } from './caller.js';
import { performFor } from './caller.js';

/** Serves what is registered when a request comes. */
export function servePrompts(
  caller: Caller,
  prompts: ReadonlyMap<string, Prompt>,
  lists: () => Lists,
): void {
  const { server } = caller.server;
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: lists().prompts }));
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }, extra) => {
    const { name } = params;
    const prompt = prompts.get(name);
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `Prompt ${name} not found`);
    const outcome = await performFor(caller, promptCall(prompt, params.arguments), extra);
    if (!outcome.ok)
      throw outcome.rpc
        ? rpcError(outcome.message, outcome.rpc)
        : new McpError(ErrorCode.InvalidParams, outcome.message);
    return outcome.value;
  });
}
