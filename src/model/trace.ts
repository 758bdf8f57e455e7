import type { CallReport, ExchangeReport } from '../../runtime/src/project/diagnostics.js';

/** Set in the environment of a process whose stderr this program reads: it prints its trace there. */
export const TRACE_VARIABLE = 'MCP_PROVIDER_TRACE';

/** What the process of a project tells of its calls. */
export type TraceMessage = { exchange: ExchangeReport } | { call: TracedCall };

/** What a process that is started to serve a build tells, too. */
export type ProcessMessage = TraceMessage | { listening: string } | { failed: string };

export interface TracedCall extends Omit<CallReport, 'error' | 'secrets'> {
  /** Where in the project its error comes from, the innermost first: `src/providers/rooms/tools/get-room.ts:12:5`. */
  places: readonly string[];
  /** Message of the error, which can say more than the client reads. */
  problem?: string;
}
