import {
  type CallToolResult,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  type Tool,
} from '@modelcontextprotocol/client';
import { toolList } from '../../runtime/src/remote/tool-list.js';
import { requestTool } from '../../runtime/src/remote/tool-result.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import type { ServerSession } from '../session/server-target.js';
import { type ClientConnection, withClient } from '../session/with-client.js';
import { type RowDrift, rowDrift } from './drift.js';
import type { LeftOutRow, RecordedRow } from './rows.js';

interface Repetition {
  drifts: readonly RowDrift[];
  leftOut: readonly LeftOutRow[];
  /** The reason why the remaining rows are left out: the server of the provider does not run. */
  failure?: CliError;
}

/**
 * Calls the tools of rows again, one after another; only those that declare that they only read.
 * @param isDryRun whether to list the calls without making them
 */
export async function repeatRows(
  context: CommandContext,
  session: ServerSession,
  rows: readonly RecordedRow[],
  { timeout, isDryRun }: { timeout: string | undefined; isDryRun: boolean },
): Promise<Repetition> {
  const drifts: RowDrift[] = [];
  const leftOut: LeftOutRow[] = [];
  const leaveOut = ({ provider, tool, file, line }: RecordedRow, reason: string) =>
    leftOut.push({ provider, tool, file, line, reason });
  try {
    await withClient(context, session, { timeout, asks: false }, async (connection) => {
      const { tools } = await toolList(connection.client, { timeout: connection.callMs });
      for (const row of rows) {
        const tool = tools.find(({ name }) => name === row.tool);
        if (!tool) leaveOut(row, 'The server has no such tool.');
        else if (tool.annotations?.readOnlyHint !== true)
          leaveOut(row, 'The tool has no "readOnlyHint: true", so it may change data.');
        else
          drifts.push(
            isDryRun ? notCalled(row) : await repeatRow(context, session, connection, row, tool),
          );
      }
    });
    return { drifts, leftOut };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof CliError)) throw error;
    for (const row of rows.slice(drifts.length + leftOut.length)) leaveOut(row, error.message);
    return { drifts, leftOut, failure: error };
  }
}

const notCalled = (row: RecordedRow): RowDrift => ({
  row,
  kind: 'not called',
  details: row.exchanges.map(({ method, path }) => `${method} ${path}`),
});

/** Maximum time in which the trace of a call may follow its result. */
const TRACE_MS = 5_000;

async function repeatRow(
  { signal }: CommandContext,
  { trace }: ServerSession,
  { client, callMs: timeout }: ClientConnection,
  row: RecordedRow,
  tool: Tool,
): Promise<RowDrift> {
  const options = { signal, timeout };
  const result = await requestTool(client, tool, row.arguments, options).catch(resultOfError);
  const call = await trace?.takeEndedCall(TRACE_MS);
  return rowDrift(row, tool, { call: undefined, exchanges: [], ...call, result });
}

/** Returns the result of a call that the server refused; undefined if it took too long. */
function resultOfError(error: unknown): CallToolResult | undefined {
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) return undefined;
  if (error instanceof ProtocolError) return { content: [], isError: true };
  throw error;
}
