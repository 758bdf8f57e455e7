import { log } from '../project/log.js';
import { type LimitedCaller, withCallLimit } from './call-limit.js';
import type { Complete, Completion } from './define/definitions.js';
import type { Registrations } from './define/registrations.js';

/** Request for completions (MCP `CompleteRequest`). */
export interface CompletionRequest {
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  argument: { name: string; value: string };
  context?: { arguments?: Record<string, string> | undefined } | undefined;
}

/** Most values in one result (MCP). */
const MAX_VALUES = 100;

const isList = (result: readonly string[] | Completion): result is readonly string[] =>
  Array.isArray(result);

/** Returns the completion values for an argument (MCP `CompleteResult`); empty if nothing completes it. */
export async function completionOf(
  registrations: Registrations,
  { ref, argument, context: knownContext }: CompletionRequest,
  caller: LimitedCaller,
) {
  const complete = completerOf(registrations, ref, argument.name);
  const others = knownContext?.arguments ?? {};
  try {
    const result = complete
      ? await withCallLimit(caller, async (context) =>
          complete(argument.value, { ...context, others }),
        )
      : [];
    const completion: Completion = isList(result)
      ? { values: result, total: result.length }
      : result;
    const values = completion.values.slice(0, MAX_VALUES);
    return {
      completion: { hasMore: completion.values.length > values.length, ...completion, values },
    };
  } catch (error) {
    log('error', 'completion', error, { provider: caller.provider });
    return { completion: { values: [], total: 0, hasMore: false } };
  }
}

function completerOf(
  { resources, prompts }: Registrations,
  ref: CompletionRequest['ref'],
  argument: string,
): Complete | undefined {
  const completers =
    ref.type === 'ref/prompt'
      ? prompts.get(ref.name)?.complete
      : [...resources.values()].find(({ uri }) => uri === ref.uri)?.complete;
  return completers && Object.hasOwn(completers, argument) ? completers[argument] : undefined;
}

/** Returns whether a provider suggests values, so that its server has the capability "completions". */
export const hasCompleters = ({ resources, prompts }: Registrations): boolean =>
  [...resources.values(), ...prompts.values()].some(({ complete }) => complete !== undefined);
