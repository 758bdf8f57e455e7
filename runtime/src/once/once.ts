import {
  type CallContext,
  type CallRecord,
  containsSecret,
  recordOf,
} from '../call/call-context.js';
import { identityOf } from '../call/call-identity.js';
import type { ProtocolResult, Tool } from '../call/define/definitions.js';
import { effectOf, recordChange } from '../call/effects.js';
import { type ContentBlock, textBlock } from '../call/result/content.js';
import { ToolError } from '../call/result/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import { log } from '../project/log.js';
import { unknownEnd, type WriteRecord } from './record.js';
import { writesOf } from './writes.js';

interface OnceTool {
  provider: string;
  tool: Tool;
  /** How long a repeated call gets the result. */
  repeatMs: number;
  /** What makes the first change: the code of the tool, or a request that it sends. */
  by: 'code' | 'request';
}

/**
 * Calls a tool, unless the same user has called it with the same arguments: then that result is
 * returned. A call whose process was lost before it sent a change is made again.
 * @throws ToolError if it is not known whether the change was made, or a record cannot be stored
 */
export async function callOnce(
  once: OnceTool,
  args: unknown,
  context: CallContext,
): Promise<ProtocolResult> {
  const { provider, tool } = once;
  const identity = await identityOf(tool.input, args);
  if (identity === undefined) return tool.call(args, context); // its message states what is wrong
  const record = recordOf(context);
  const writes = writesOf(provider);
  const run = nodeCrypto().randomUUID();
  const key = await withoutStoreOutage(writes.keyOf(record.principal.userId, tool.name, identity));
  const claim = await withoutStoreOutage(writes.claim(key, run, context));
  if (claim?.run === run) {
    record.origin ??= { tool: tool.name, input: tool.input, args, since: claim.startedAt };
    return makeWrite(once, key, run, () => tool.call(args, context), record);
  }
  if (claim?.result) return repeatedResult(claim, claim.result);
  recordChange(record).end(claim?.isMade ? 'made' : 'unknown');
  throw new ToolError(
    claim
      ? `The same call of ${isoTime(claim.startedAt)} ended without a result. It is not made again before ${isoTime(claim.until)}.`
      : 'The same call is running and was not made twice.',
  );
}

/** Makes the write that this call has claimed, and stores how it ends. */
async function makeWrite(
  { provider, by, repeatMs }: OnceTool,
  key: string,
  run: string,
  call: () => Promise<ProtocolResult>,
  record: CallRecord,
): Promise<ProtocolResult> {
  const writes = writesOf(provider);
  const heartbeat = writes.startHeartbeat(key, run);
  const outer = record.beforeChange; // of a tool with `once` whose code calls this one
  let sentWrite: { hasKey: boolean; stored: Promise<void> } | undefined;
  record.beforeChange = async (place, hasKey = false) => {
    await outer?.(place, hasKey);
    if (place !== by) return;
    if (!sentWrite || (sentWrite.hasKey && !hasKey))
      sentWrite = { hasKey, stored: withoutStoreOutage(writes.send(key, run, hasKey)) };
    await sentWrite.stored;
  };
  const end = (change: Partial<WriteRecord> | null) =>
    writes
      .end(key, run, change)
      .catch((error: unknown) => log('error', 'once', error, { provider }));
  try {
    const result = await call();
    const isKept = result.isError !== true && !containsSecret(result, record.secrets);
    const done = { state: 'done' as const, until: Date.now() + repeatMs, result };
    await end(isKept ? done : unknownEnd(result.isError !== true));
    return result;
  } catch (error) {
    const isUnchanged = effectOf(record) === undefined || (by === 'request' && !sentWrite);
    await end(isUnchanged ? null : unknownEnd(record.changes[0]?.outcome === 'made'));
    throw error;
  } finally {
    clearInterval(heartbeat);
    record.beforeChange = outer;
  }
}

/** Returns the result of the same call, which states that it is a repetition. */
function repeatedResult({ startedAt, until }: WriteRecord, result: ProtocolResult): ProtocolResult {
  const content = Array.isArray(result.content) ? (result.content as ContentBlock[]) : [];
  const note = `This is the result of the same call of ${isoTime(startedAt)}. It was not made again; until ${isoTime(until)}, the same arguments get this result.`;
  return { ...result, content: [...content, textBlock(note)] };
}

/** @throws ToolError in place of an outage of the store: nothing may be sent without a record */
async function withoutStoreOutage<Value>(task: Promise<Value>): Promise<Value> {
  try {
    return await task;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('Nothing was sent, because the server cannot store that it is sent.', {
      cause,
      advice: 'Try again later.',
    });
  }
}

const isoTime = (time: number) => new Date(time).toISOString();
