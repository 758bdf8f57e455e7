import type {
  CallReport,
  ExchangeRecording,
  ExchangeReport,
  RemoteCallRecording,
} from '../../runtime/src/project/diagnostics.js';

/** Environment variable that makes a process print its trace to stderr, which this program reads. */
export const TRACE_VARIABLE = 'MCP_PROVIDER_TRACE';
/** The value of the variable for a trace that contains the exchanges. */
export const RECORDING = 'recording';

/** A message of a project's process about its calls. */
export type TraceMessage = { exchange: ExchangeReport } | { call: TracedCall };

/** A message of a process whose exchanges are recorded. */
export type RecordingMessage =
  { recording: ExchangeRecording } | { remoteCall: RemoteCallRecording };

/** A message of a process that serves a build. */
export type ProcessMessage = TraceMessage | { listening: string } | { failed: string };

export interface TracedCall extends Omit<CallReport, 'error' | 'secrets'> {
  /** Positions of the error in the project, innermost first: `src/providers/rooms/tools/get-room.ts:12:5`. */
  places: readonly string[];
  /** Message of the error, which can be more detailed than what the client gets. */
  problem?: string;
  /** The reason why the result does not match the output schema of the tool. */
  mismatch?: string;
  /** Kind of the failure of a request to the API: `ApiError.failure`, `unauthorized` without a sign-in. */
  failure?: string;
}
