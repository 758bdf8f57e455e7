import type { Call } from './call.js';
import type { Prompt, WholeResult } from './define.js';
import type { ListedTool } from './lists.js';
import type { Principal } from './principal.js';
import type { Registrations } from './registrations.js';
import type { FoundResource } from './resource-list.js';
import { withinTokens } from './result-tokens.js';

type Tools = Registrations['tools'];

/** What `tools/list` tells this caller. */
export const toolsFor = (principal: Principal, tools: Tools, listed: ListedTool[]): ListedTool[] =>
  listed.filter(({ name }) => !tools.get(name)?.isHiddenFrom?.(principal));

/**
 * What a client calls with this name and these arguments: the only way from a name to a tool that runs, whatever the
 * protocol, the transport and the line of the SDK. If a tool forwards, it is the call of the other tool.
 * @returns undefined if there is no such tool
 */
export function toolCall(
  tools: Tools,
  name: string,
  given: unknown,
): Call<WholeResult> | undefined {
  const called = tools.get(name);
  if (!called) return undefined;
  const { tool, args } = called.forwards?.(given) ?? { tool: called, args: given };
  return {
    kind: 'tool',
    name: tool.name,
    isReadOnly: tool.annotations?.readOnlyHint === true,
    args,
    run: async (context, current) => withinTokens(await tool.call(current, context), tool),
  };
}

export const resourceCall = ({
  resource,
  variables,
  uri,
}: FoundResource): Call<WholeResult | undefined> => ({
  kind: 'resource',
  name: resource.name,
  isReadOnly: true,
  args: uri,
  run: (context) => resource.contents(variables, context, uri),
});

export const promptCall = (prompt: Prompt, args: unknown): Call<WholeResult> => ({
  kind: 'prompt',
  name: prompt.name,
  isReadOnly: true,
  args,
  run: (context, values) => prompt.messages(values, context),
});
