import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { RemoteCallRecording } from '../../runtime/src/project/diagnostics.js';
import { jsonCode, objectOnLines } from '../codegen/print/code.js';
import { printCode } from '../codegen/print/layout.js';
import { notRecordable, rawRequired, secretLeft } from '../model/errors/record.js';
import { parseJson } from '../model/json.js';
import { comparableContent, RECORDED_TITLE, type RecordedRow, valueEntries } from './row.js';
import { scrub } from './scrub.js';

interface RecordedCall {
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
  result: CallToolResult;
  remoteCalls: readonly RemoteCallRecording[];
}

/**
 * Returns the row of a test in which a stand-in for the MCP server gives the recorded result,
 * without secrets.
 * @param allowsRaw whether the result may have texts that are not JSON, and bytes
 * @throws CliError `record/…` for what a row cannot repeat exactly
 */
export function recordedRemoteRow(
  { tool, arguments: args, result, remoteCalls }: RecordedCall,
  allowsRaw: boolean,
): RecordedRow {
  const [remoteCall, another] = remoteCalls;
  if (!remoteCall || another) throw notRecordable(tool, 'called several tools of the MCP server');
  if (!isDeepStrictEqual(remoteCall.arguments ?? {}, args))
    throw notRecordable(tool, 'called the MCP server with other arguments');
  const remoteResult = remoteCall.result as CallToolResult; // the client has checked it
  if (hasRoundedNumber(remoteResult.structuredContent))
    throw notRecordable(tool, 'got a number with more digits than JavaScript reads');
  if (!allowsRaw) requireJson(remoteResult);
  const { row, places, hasSecret } = scrub(
    {
      arguments: args,
      response: comparableContent(remoteResult),
      result: comparableContent(result),
    },
    remoteCalls.flatMap(({ secrets }) => secrets),
  );
  const { response, result: content } = row;
  const source = printCode(
    objectOnLines(
      valueEntries({
        title: RECORDED_TITLE,
        arguments: row.arguments,
        remoteTool: remoteCall.tool,
        response,
        ...(!isDeepStrictEqual(response, content) && { result: content }),
      }),
    ),
  );
  if (hasSecret(source)) throw secretLeft(tool);
  return { source, arguments: printCode(jsonCode(row.arguments)), places };
}

/** Returns whether a value has a number that lost digits, because the protocol parses numbers before this program reads them. */
const hasRoundedNumber = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isInteger(value) && !Number.isSafeInteger(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasRoundedNumber);

/** @throws CliError `record/raw` for what has no names by which secrets are found */
function requireJson({ structuredContent, content }: CallToolResult): void {
  if (structuredContent) return;
  for (const block of content) {
    if (block.type === 'text' && parseJson(block.text) === undefined)
      throw rawRequired('response', 'text/plain');
    if ('mimeType' in block && block.type !== 'resource_link')
      throw rawRequired('response', block.mimeType);
    if (block.type === 'resource') throw rawRequired('response', block.resource.mimeType ?? '');
  }
}
