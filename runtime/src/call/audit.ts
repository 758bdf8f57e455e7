import type { UserId } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import { truncate, wellFormed } from '../utils/truncate.js';
import type { CallSubject } from './call.js';
import { containsSecret } from './call-context.js';

/** Audit record of one call: the user, the call and its outcome. */
export interface AuditRecord {
  /** End of the call in ISO 8601 format. */
  time: string;
  /** ID of the call, as in the log and in the header `X-Request-Id`. */
  request: string;
  provider: string;
  kind: 'tool' | 'resource' | 'prompt' | 'event';
  /** The part of an event: `receive` is a webhook of the API, the others are of a subscription. */
  step?: 'subscribe' | 'unsubscribe' | 'deliver' | 'receive';
  name: string;
  user: UserId;
  /** `denied`: the caller may not make the call. The other outcomes are those of the log. */
  outcome: Extract<ServerEvent, { type: 'call' }>['outcome'];
  ms: number;
  /** Values of the arguments that the tool names in `audited`. */
  args?: Readonly<Record<string, string | number | boolean>>;
}

/** Stores a record. The call does not wait for it, and a failure is logged. */
export type AuditSink = (record: AuditRecord) => void | Promise<void>;

/** Longest value of an argument; a longer one could hide what follows it in a line. */
const MAX_VALUE_LENGTH = 200;

/** Passes the record of a call that has ended to the audit sink. */
export function recordCall(
  audit: AuditSink,
  { provider, kind, step, name, principal, args, audited }: CallSubject,
  callEnd: Pick<AuditRecord, 'request' | 'outcome' | 'ms'>,
  secrets: ReadonlySet<string>,
): void {
  const record: AuditRecord = {
    time: new Date().toISOString(),
    request: callEnd.request,
    provider,
    kind,
    ...(step && { step }),
    name,
    user: principal.userId,
    outcome: callEnd.outcome,
    ms: Math.round(callEnd.ms),
    ...(audited && { args: auditedArgs(args, audited, secrets) }),
  };
  const logFailure = (error: unknown) =>
    log('error', 'audit', error, { request: callEnd.request, provider });
  try {
    Promise.resolve(audit(record)).catch(logFailure);
  } catch (error) {
    logFailure(error);
  }
}

function auditedArgs(
  args: unknown,
  names: readonly string[],
  secrets: ReadonlySet<string>,
): NonNullable<AuditRecord['args']> {
  if (typeof args !== 'object' || args === null) return {};
  const details: Record<string, string | number | boolean> = {};
  for (const name of names) {
    const value = Object.hasOwn(args, name) ? (args as Record<string, unknown>)[name] : undefined;
    if (containsSecret(value, secrets)) continue;
    if (typeof value === 'string') details[name] = wellFormed(truncate(value, MAX_VALUE_LENGTH));
    else if (typeof value === 'number' || typeof value === 'boolean') details[name] = value;
  }
  return details;
}
