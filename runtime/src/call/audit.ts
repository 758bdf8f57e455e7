import type { UserId } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import { truncate, wellFormed } from '../utils/truncate.js';
import type { CallSubject } from './call.js';
import { containsSecret } from './call-context.js';

/** One call, for the record: who, what, how it ended. */
export interface AuditRecord {
  /** When the call ended, in the form of ISO 8601. */
  time: string;
  /** Its ID, also in the log and in the header `X-Request-Id`. */
  request: string;
  provider: string;
  kind: 'tool' | 'resource' | 'prompt';
  name: string;
  user: UserId;
  /** `denied`: the caller may not make it. The others are those of the log. */
  outcome: Extract<ServerEvent, { type: 'call' }>['outcome'];
  ms: number;
  /** Those that the tool names in `audited`. */
  args?: Readonly<Record<string, string | number | boolean>>;
}

/** Stores a record. The result of the call does not wait for it, and a failure is logged. */
export type AuditSink = (record: AuditRecord) => void | Promise<void>;

/** Longer values could hide what follows them in a line. */
const LONGEST = 200;

export function recordCall(
  audit: AuditSink,
  { provider, kind, name, principal, args, audited }: CallSubject,
  end: Pick<AuditRecord, 'request' | 'outcome' | 'ms'>,
  secrets: ReadonlySet<string>,
): void {
  const record: AuditRecord = {
    time: new Date().toISOString(),
    request: end.request,
    provider,
    kind,
    name,
    user: principal.userId,
    outcome: end.outcome,
    ms: Math.round(end.ms),
    ...(audited && { args: auditedArgs(args, audited, secrets) }),
  };
  const fail = (error: unknown) => log('error', 'audit', error, { request: end.request, provider });
  try {
    Promise.resolve(audit(record)).catch(fail);
  } catch (error) {
    fail(error);
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
    if (typeof value === 'string') details[name] = wellFormed(truncate(value, LONGEST));
    else if (typeof value === 'number' || typeof value === 'boolean') details[name] = value;
  }
  return details;
}
