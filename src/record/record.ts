import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { projectParser } from '../edit/insertions.js';
import { addTestRow } from '../edit/test-case.js';
import type { CommandContext } from '../model/command.js';
import { noPlaceForRow, noTestForRow, notRecordable } from '../model/errors/record.js';
import type { JsonObject } from '../model/json.js';
import { relPath } from '../model/path.js';
import { pluralize } from '../model/text/pluralize.js';
import { carryOut } from '../plan/carry-out.js';
import { planChanges } from '../plan/make-plan.js';
import { testPath } from '../project/provider-parts.js';
import { readProject } from '../project/read.js';
import type { ServerSession } from '../session/server-target.js';
import { recordedRemoteRow } from './remote-row.js';
import { RECORDED_TITLE, recordedRow } from './row.js';

interface Call {
  tool: string;
  arguments: JsonObject;
  result: CallToolResult;
  /** Whether the tool has asked the user. */
  isAsked: boolean;
}

/**
 * Adds a call of a tool to the tests of its provider: what the API got and sent, and what the tool
 * returned.
 * @param trace of a process that has recorded the exchanges, and has ended
 * @throws CliError `record/…`, and those of `carryOut`
 */
export async function recordCalls(
  context: CommandContext,
  { provider: name = '', root = '', trace }: ServerSession,
  { isAsked, ...call }: Call,
  allowsRaw: boolean,
): Promise<0 | 1 | 2> {
  const { files } = context.host;
  const { tool } = call;
  if (isAsked) throw notRecordable(tool, 'asked the user, which the row would have to answer');
  const { exchanges = [], remoteCalls = [] } = trace?.takeCall() ?? {};
  const { places, ...row } =
    remoteCalls.length > 0
      ? recordedRemoteRow({ ...call, remoteCalls }, allowsRaw)
      : await recordedRow({ ...call, exchanges }, allowsRaw);
  const path = testPath({ name });
  const was = await files.read(join(root, path));
  if (was === null) throw noTestForRow(path);
  const parse = projectParser(await readProject(files, root), path);
  const text = addTestRow(was, parse, name, { ...row, name: tool, title: RECORDED_TITLE });
  if (text === undefined) throw noPlaceForRow(path, tool);
  const plan = await planChanges(files, root, {
    files: [],
    edits: [{ path: relPath(path), previous: was, text }],
  });
  const removedPlaces =
    places.length > 0
      ? `; removed ${pluralize(places.length, 'secret')}: ${places.join(', ')}`
      : '';
  context.ui.note(
    `Read the row before you commit it: personal data is not removed${removedPlaces}.`,
  );
  return carryOut(context, plan, {
    questions: undefined,
    title: `Record ${tool}`,
    done: `Recorded a case of ${tool} in ${path}`,
    next: [],
    report: { result: call.result, removed: places },
  });
}
