import type { Principal } from '../identity/principal.js';
import { isMethod } from '../utils/json-rpc.js';
import { type Call, type CallSubject, perform } from './call.js';
import { recordOf } from './call-context.js';
import type { Leaving } from './call-limit.js';
import type { Owned, Prompt, WholeResult } from './definitions.js';
import { effectOf, recordChange } from './effects.js';
import type { ListedTool } from './lists.js';
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
    ...ownNameOf(tool),
    isReadOnly: tool.annotations?.readOnlyHint === true,
    args,
    async run(context, current) {
      const result = await tool.call(current, context);
      const record = recordOf(context);
      if (result.isError === true) recordChange(record).end('unknown'); // only its text tells
      return withinTokens(result, tool, effectOf(record));
    },
    audited: tool.audited,
    ...(tool.accessOf && { accessOf: tool.accessOf }),
  };
}

/** The name of an entry at its provider. */
const ownNameOf = ({ name, owner }: Owned): { name: string; provider?: string } =>
  owner ?? { name };

/** The scopes that the tools of a provider need, each once. */
export const scopesOf = ({ tools }: Registrations): string[] => [
  ...new Set(Array.from(tools.values(), ({ scopes = [] }) => scopes).flat()),
];

interface Asked extends Pick<CallSubject, 'provider' | 'principal' | 'policy' | 'request'> {
  tools: Tools;
  signal: Leaving;
}

/**
 * Before a message reaches a line of the SDK, whose answers have the status 200: the scopes that its calls need and their
 * caller lacks, all together. These calls are refused, and recorded as others are.
 */
export async function missingScopes(message: unknown, asked: Asked): Promise<readonly string[]> {
  const { tools, signal, ...caller } = asked;
  const missing = new Set<string>();
  for (const one of Array.isArray(message) ? (message as unknown[]) : [message]) {
    if (!isMethod(one, 'tools/call')) continue;
    const { params } = one as { params?: { name?: unknown; arguments?: unknown } };
    const call = toolCall(tools, String(params?.name), params?.arguments ?? {});
    const access = call?.accessOf?.(caller.principal);
    if (!call || !access || access.allowed || access.scopes.length === 0) continue;
    for (const scope of access.scopes) missing.add(scope);
    // Decided once: a caller who reads that the call was refused makes it again.
    const refused = { ...caller, ...call, accessOf: () => access, incoming: noMessage };
    await perform(refused, signal, call.run);
  }
  return [...missing];
}

/** Middleware does not see a call that is refused. */
const noMessage = () => ({ id: '', meta: {}, header: () => undefined });

export const resourceCall = ({
  resource,
  variables,
  uri,
}: FoundResource): Call<WholeResult | undefined> => ({
  kind: 'resource',
  ...ownNameOf(resource),
  isReadOnly: true,
  args: uri,
  run: (context) => resource.contents(variables, context, uri),
});

export const promptCall = (prompt: Prompt, args: unknown): Call<WholeResult> => ({
  kind: 'prompt',
  ...ownNameOf(prompt),
  isReadOnly: true,
  args,
  run: (context, values) => prompt.messages(values, context),
});
