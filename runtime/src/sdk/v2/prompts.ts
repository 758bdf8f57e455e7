import type { GetPromptResult } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Prompt } from '../../provider/define.js';
import { jsonSchema } from '../../provider/tool-list.js';
import type { Caller } from './caller.js';
import { performFor } from './caller.js';
import { unchecked } from './unchecked.js';

export function addPrompt(caller: Caller, prompt: Prompt): void {
  const { name, title, description, args } = prompt;
  const config = {
    ...(title && { title }),
    ...(description && { description }),
    argsSchema: unchecked(jsonSchema(args, 'input')),
  };
  caller.server.registerPrompt(name, config, (values: unknown, { mcpReq }) =>
    performFor(caller, { kind: 'prompt', name }, mcpReq, {
      args: values,
      run: (context) => prompt.messages(values, context),
      resultOf(outcome) {
        if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InvalidParams, outcome.message);
        return outcome.value as GetPromptResult;
      },
    }),
  );
}
