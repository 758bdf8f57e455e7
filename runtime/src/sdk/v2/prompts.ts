import {
  type GetPromptResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Prompt } from '../../call/define/definitions.js';
import { entryMetadata, type Lists } from '../../call/lists/lists.js';
import { jsonRpcError } from '../../call/result/error-result.js';
import { jsonSchema } from '../../call/schema/zod-json-schema.js';
import { promptCall } from '../../call/tool-calls.js';
import { type Caller, performFor } from './caller.js';
import { uncheckedSchema } from './unchecked-schema.js';

/** Serves the prompts that are registered when a request arrives. */
export function servePrompts(
  caller: Caller,
  prompts: ReadonlyMap<string, Prompt>,
  lists: () => Lists,
): void {
  const { server } = caller.server;
  server.setRequestHandler('prompts/list', () => ({ prompts: lists().prompts }));
  server.setRequestHandler('prompts/get', ({ params }, context) => {
    const prompt = prompts.get(params.name);
    if (prompt) return messagesOf(caller, prompt, params.arguments, context);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Prompt ${params.name} not found`);
  });
}

/** Registers prompts with the SDK, which can then list and get other prompts beside them. */
export function registerPrompts(caller: Caller, prompts: ReadonlyMap<string, Prompt>): void {
  for (const [name, prompt] of prompts) {
    const argsSchema = uncheckedSchema(jsonSchema(prompt.args, 'input'));
    caller.server.registerPrompt(
      name,
      { ...entryMetadata(prompt), argsSchema },
      (values: unknown, context) => messagesOf(caller, prompt, values, context),
    );
  }
}

const messagesOf = (caller: Caller, prompt: Prompt, values: unknown, request: ServerContext) =>
  performFor(caller, promptCall(prompt, values), request, (outcome) => {
    if (!outcome.ok)
      throw outcome.rpc
        ? jsonRpcError(outcome.message, outcome.rpc)
        : new ProtocolError(ProtocolErrorCode.InvalidParams, outcome.message);
    return outcome.value as GetPromptResult;
  });
