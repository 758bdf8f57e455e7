import { log } from '../project/log.js';
import { type LimitedCaller, withCallLimit } from './call-limit.js';
import type { Complete, Completion } from './definitions.js';
import type { Registrations } from './registrations.js';

/** What is completed (MCP `CompleteRequest`). */
export interface CompletionRequest {
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  argument: { name: string; value: string };
  context?: { arguments?: Record<string, string> | undefined } | undefined;
}

/** The protocol allows no more in one result. */
const MOST = 100;

const isList = (found: readonly string[] | Completion): found is readonly string[] =>
  Array.isArray(found);

/** Values for an argument, in the form of MCP `CompleteResult`; none where nothing completes it. */
export async function completionOf(
  registrations: Registrations,
  { ref, argument, context: known }: CompletionRequest,
  caller: LimitedCaller,
) {
  const complete = completerOf(registrations, ref, argument.name);
  const others = known?.arguments ?? {};
  try {
    const result = complete
      ? await withCallLimit(caller, async (context) =>
          complete(argument.value, { ...context, others }),
        )
      : [];
    const completion: Completion = isList(result)
      ? { values: result, total: result.length }
      : result;
    const values = completion.values.slice(0, MOST);
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

export const completes = ({ resources, prompts }: Registrations): boolean =>
  [...resources.values(), ...prompts.values()].some(({ complete }) => complete !== undefined);
