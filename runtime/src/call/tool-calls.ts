import type { Principal } from '../identity/principal.js';
import { isMethod } from '../utils/json-rpc.js';
import type { Access } from './access.js';
import { type Call, type CallSubject, performCall } from './call.js';
import { recordOf } from './call-context.js';
import type { DisconnectSignal } from './call-limit.js';
import type { Owned, Prompt, ProtocolResult } from './define/definitions.js';
import { currentArguments, toolNamed } from './define/former-names.js';
import type { Registrations } from './define/registrations.js';
import { effectOf, recordChange } from './effects.js';
import type { ListedTool } from './lists/lists.js';
import type { FoundResource } from './lists/resource-list.js';
import { withinTokens } from './result/result-tokens.js';
import { ToolError } from './result/tool-error.js';

type Tools = Registrations['tools'];

/** Tools that `tools/list` shows this caller. */
export const visibleTools = (
  principal: Principal,
  tools: Tools,
  listedTools: ListedTool[],
): ListedTool[] => listedTools.filter(({ name }) => !tools.get(name)?.isHiddenFrom?.(principal));

/**
 * Returns the call for a name and arguments; undefined if there is no such tool. No other code finds
 * the tool to run by a name, for every protocol version, transport and SDK version. If a tool
 * forwards, the result is the call of the other tool.
 */
export function toolCall(
  tools: Tools,
  name: string,
  initialArgs: unknown,
): Call<ProtocolResult> | undefined {
  const namedTool = toolNamed(tools, name);
  if (!namedTool) return undefined;
  const target = namedTool.forwards?.(initialArgs) ?? { tool: namedTool, name, args: initialArgs };
  const { tool } = target;
  const { args, formerNames, problem } = currentArguments(tool, target.name, target.args);
  // Each member is listed, here and where the call is made, because copying objects takes as long as a short call.
  const call: Call<ProtocolResult> = {
    kind: 'tool',
    name: tool.owner?.name ?? tool.name,
    isReadOnly: tool.annotations?.readOnlyHint === true,
    args,
    formerNames,
    async run(context, finalArgs) {
      if (problem !== undefined) throw new ToolError(problem);
      const result = await tool.call(finalArgs, context);
      const record = recordOf(context);
      if (result.isError === true) recordChange(record).end('unknown'); // only its text tells
      return withinTokens(result, tool, effectOf(record));
    },
    audited: tool.audited,
    accessOf: tool.accessOf,
  };
  if (tool.owner) call.provider = tool.owner.provider;
  return call;
}

/** Returns the name of an entry at its own provider. */
const ownNameOf = ({ name, owner }: Owned): { name: string; provider?: string } =>
  owner ?? { name };

/** Returns the distinct scopes that the tools of a provider require. */
export const scopesOf = ({ tools }: Registrations): string[] => [
  ...new Set(Array.from(tools.values(), ({ scopes = [] }) => scopes).flat()),
];

interface ScopeCheck extends Pick<CallSubject, 'provider' | 'principal' | 'policy' | 'request'> {
  tools: Tools;
  /** Tools that some clients call in place of others. */
  pairs?: (() => Promise<Tools>) | undefined;
  signal: DisconnectSignal;
}

/** A call that its caller may not make without more scopes. */
interface Refusal {
  call: Call<ProtocolResult>;
  access: Access & { allowed: false };
}

type FindRefusal = () => Refusal | undefined | Promise<Refusal | undefined>;

function refusalOf(call: Call<ProtocolResult> | undefined, principal: Principal) {
  const access = call?.accessOf?.(principal);
  return call && access && !access.allowed && access.scopes.length > 0
    ? { call, access }
    : undefined;
}

/**
 * Returns the distinct scopes that the calls of a message need and the caller lacks; undefined, for
 * which no call has to wait, if the caller lacks none. It runs before the SDK handles the message,
 * because SDK responses have status 200. Such calls are refused and recorded like others.
 */
export function missingScopes(
  message: unknown,
  check: ScopeCheck,
): Promise<readonly string[]> | undefined {
  const { tools, pairs, principal } = check;
  const refusals: FindRefusal[] = [];
  for (const request of Array.isArray(message) ? (message as unknown[]) : [message]) {
    if (!isMethod(request, 'tools/call')) continue;
    const { params } = request as { params?: { name?: unknown; arguments?: unknown } };
    const callAmong = (among: Tools) =>
      toolCall(among, String(params?.name), params?.arguments ?? {});
    const call = callAmong(tools);
    const refusal = refusalOf(call, principal);
    if (refusal) refusals.push(() => refusal);
    else if (!call && pairs)
      refusals.push(async () => refusalOf(callAmong(await pairs()), principal));
  }
  return refusals.length > 0 ? refuse(refusals, check) : undefined;
}

async function refuse(
  refusals: readonly FindRefusal[],
  check: ScopeCheck,
): Promise<readonly string[]> {
  const missing = new Set<string>();
  for (const refusalIn of refusals) {
    const { call, access } = (await refusalIn()) ?? {};
    if (!call || !access) continue;
    for (const scope of access.scopes) missing.add(scope);
    // The decision is made once, because a caller who reads that the call was refused repeats it.
    const refusedCall = { ...check, ...call, accessOf: () => access, incoming: noMessageData };
    await performCall(refusedCall, check.signal, call.run);
  }
  return [...missing];
}

/** Empty message data, because middleware does not see refused calls. */
const noMessageData = () => ({ id: '', meta: {}, header: () => undefined });

/** Returns the call that reads a resource. */
export const resourceCall = ({
  resource,
  variables,
  uri,
}: FoundResource): Call<ProtocolResult | undefined> => ({
  kind: 'resource',
  ...ownNameOf(resource),
  isReadOnly: true,
  args: uri,
  run: (context) => resource.contents(variables, context, uri),
});

/** Returns the call that renders a prompt. */
export const promptCall = (prompt: Prompt, args: unknown): Call<ProtocolResult> => ({
  kind: 'prompt',
  ...ownNameOf(prompt),
  isReadOnly: true,
  args,
  run: (context, values) => prompt.messages(values, context),
});
