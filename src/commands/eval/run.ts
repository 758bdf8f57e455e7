import { resolve } from 'node:path';
import type { Tool } from '@modelcontextprotocol/client';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidShare, missingTable, noToolsToFind } from '../../model/errors/eval.js';
import { pluralize } from '../../model/text/pluralize.js';
import type { View } from '../../model/ui.js';
import { readListing } from '../../project/listing.js';
import type { SessionOptions } from '../../remote/options.js';
import { withAllTools } from '../../session/all-tools.js';
import { openSession, type ServerSession } from '../../session/server-target.js';
import { withClient } from '../../session/with-client.js';
import type { options } from './command.js';
import {
  type CaseOutcome,
  evaluate,
  type EvaluationReport,
  MAX_SHOWN_RESULTS,
} from './evaluate.js';
import { readTable } from './read-table.js';
import { clientSearch, ownSearch } from './search.js';
import { submissionFile } from './submission.js';

/**
 * Searches the tools of a server with the sentences of a table.
 * @throws CliError `eval/…`, `remote/…`, `project/…`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { host, ui, flags } = context;
  const [file = '', ...target] = commandLine.arguments;
  const minimumShare = parseShare(commandLine.options.min);
  const text = await host.files.read(resolve(host.cwd, file));
  if (text === null) throw missingTable(file);
  const cases = readTable(text, file);
  const session = withAllTools(await openSession(context, target, commandLine.options));
  const { tools, label } = await listTools(context, session, commandLine.options);
  if (tools.length === 0) throw noToolsToFind();
  const search = commandLine.options.search === 'find' ? ownSearch(tools) : clientSearch(tools);
  const report = evaluate(tools, cases, search);
  if (commandLine.options.submission)
    ui.result(JSON.stringify(submissionFile(label, tools, cases, readListing(text)), null, 2));
  else if (flags.json) ui.result(JSON.stringify(report, null, 2));
  else ui.result(reportText(report, ui.stdout));
  const isForbidden = report.outcomes.some(({ forbidden }) => forbidden.length > 0);
  return report.hits.at5 < minimumShare || isForbidden ? 1 : 0;
}

function parseShare(text = '1'): number {
  const share = Number(text);
  if (!(share >= 0 && share <= 1)) throw invalidShare(text);
  return share;
}

interface ListedServer {
  /** Display name of the server. */
  label: string;
  tools: Tool[];
}

const listTools = (context: CommandContext, session: ServerSession, { timeout }: SessionOptions) =>
  withClient<ListedServer>(
    context,
    session,
    { timeout, asks: false },
    async ({ client, callMs }) => {
      const { tools } = await toolList(client, { timeout: callMs });
      const { title, name = session.label } = client.getServerVersion() ?? {};
      return { label: title ?? name, tools };
    },
  );

/** Returns a text with a line of numbers, then a line for each sentence whose tool is not first. */
function reportText(
  { hits, tokens, outcomes, ...report }: EvaluationReport,
  { paint }: View,
): string {
  const cases = report.cases === report.sentences ? '' : ` in ${pluralize(report.cases, 'case')}`;
  const sentences = pluralize(report.sentences, 'sentence') + cases;
  const shares = [
    ['first', hits.at1],
    ['among three', hits.at3],
    ['among five', hits.at5],
  ].map(([rankLabel, share]) => `${rankLabel} ${Math.round(Number(share) * 100)} %`);
  const hasExpectations = outcomes.some(({ expect }) => expect.length > 0);
  return [
    paint.bold(
      `${sentences}, ${report.tools} tools: ${hasExpectations ? shares.join(', ') : 'no sentence expects one'}`,
    ),
    `Definitions: about ${tokens.all.toLocaleString('en')} tokens for all tools, ${tokens.searched.toLocaleString('en')} for five of them.`,
    ...outcomes.flatMap((outcome) => {
      const text = outcomeText(outcome);
      return text === undefined ? [] : [isFailure(outcome) ? paint.red(text) : text];
    }),
  ].join('\n');
}

/** Returns whether the search results lack what the sentence refers to, or rank something forbidden first. */
const isFailure = ({ expect, rank, forbidden }: CaseOutcome): boolean =>
  forbidden.length > 0 || (expect.length > 0 && (rank === null || rank > MAX_SHOWN_RESULTS));

function outcomeText({ ask, expect, rank, first, forbidden, wordsForFirst }: CaseOutcome) {
  const [expectedName] = expect;
  const isExpectedFirst = expectedName === undefined || rank === 1;
  if (isExpectedFirst && forbidden.length === 0) return undefined;
  const reason = wordsForFirst.length > 0 ? ` (${wordsForFirst.join(', ')})` : '';
  return [
    `- ${JSON.stringify(ask[0])}`,
    ...(isExpectedFirst
      ? []
      : [`${expectedName} is ${rank === null ? 'not found' : `number ${rank}`}`]),
    ...(isExpectedFirst || first === null ? [] : [`first is ${first}${reason}`]),
    ...(forbidden.length > 0 ? [`forbidden: ${forbidden.join(', ')}`] : []),
  ].join('; ');
}
