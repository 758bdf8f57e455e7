import { join, resolve } from 'node:path';
import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { reportProgress } from '../../../runtime/src/agent/report-progress.js';
import { appendSentence, OUTCOME_UNKNOWN } from '../../../runtime/src/call/effects.js';
import { effectOfTool } from '../../../runtime/src/call/tool-effect.js';
import { signInCommand } from '../../../runtime/src/project/sign-in-command.js';
import { outcomeOfError } from '../../../runtime/src/remote/outcome.js';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import { mismatchOf, requestTool } from '../../../runtime/src/remote/tool-result.js';
import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { toolParagraph } from '../../edit/listing.js';
import { sharedQuestions, type StartQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import {
  argumentAsTarget,
  callFailed,
  confirmationRequired,
  noToolsToCall,
  toolRequired,
  unknownTool,
} from '../../model/errors/call.js';
import { runCancelled } from '../../model/errors/cli.js';
import { uselessOption } from '../../model/errors/remote.js';
import type { JsonObject } from '../../model/json.js';
import type { Questions } from '../../model/questions.js';
import { oneLine } from '../../model/text/table.js';
import { listingPath } from '../../project/provider-parts.js';
import { readServedProject } from '../../project/served-project.js';
import { errorMessage } from '../../remote/connection-failure.js';
import { destructiveCallQuestion } from '../../session/destructive-call.js';
import { isDirectory, openSession, type ServerSession } from '../../session/server-target.js';
import { type ClientConnection, withClient } from '../../session/with-client.js';
import { completeArguments, parseArguments } from './arguments.js';
import type { options } from './command.js';
import { printResult, printTrace, resultText } from './result.js';

/** Calls one tool. @throws CliError `call/…`, `remote/…`, `project/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1 | 2> {
  const { record: records = false, raw: allowsRaw = false } = commandLine.options;
  const ask = sharedQuestions(context);
  const session = await sessionOfCall(context, commandLine, ask);
  const outcome = await callInSession(context, commandLine, session, ask).catch(
    (error: unknown) => {
      printTrace(context, session, '');
      throw error;
    },
  );
  const isRecorded = records && !outcome.result.isError;
  if (!isRecorded || !context.flags.json) printResult(context, session, outcome.result);
  if (!isRecorded) return outcome.result.isError ? 1 : 0;
  const { recordCalls } = await import('../../record/record.js');
  return recordCalls(context, session, outcome, allowsRaw);
}

/** Returns the session that the words behind the name of the tool describe. */
async function sessionOfCall(
  context: CommandContext,
  { arguments: [tool, ...targetWords], options: callOptions }: CommandLineOf<typeof options>,
  ask: StartQuestions,
): Promise<ServerSession> {
  if (tool === undefined && !ask) throw toolRequired();
  const [first = ''] = targetWords;
  if (/^([A-Za-z]\w*=|\{)/.test(first)) throw argumentAsTarget(first);
  const provider = callOptions.provider ?? (await soleProvider(context, targetWords, tool));
  const { record: records = false } = callOptions;
  if (records && !(await isDirectory(context, targetWords)))
    throw uselessOption('--record', 'a project');
  return openSession(context, targetWords, { ...callOptions, provider, records });
}

/** Connects, completes the arguments and calls the tool; again after a sign-in that the result requires. */
async function callInSession(
  context: CommandContext,
  { arguments: [name], options: callOptions }: CommandLineOf<typeof options>,
  session: ServerSession,
  ask: StartQuestions,
) {
  const { flags, host } = context;
  const { timeout, args, arg: singleArguments = [] } = callOptions;
  const argumentsText = args === '-' ? await host.stdin() : args;
  const confirms = flags.yes ? ({ option: '--yes', applies: () => true } as const) : undefined;
  let isAsked = false;
  const onQuestion = () => void (isAsked = true);
  const clientOptions = { timeout, asks: ask !== undefined, confirms, onQuestion };
  return withClient(context, session, clientOptions, async (connection) => {
    const tool = await chooseTool(connection, name, ask);
    const typedArguments = parseArguments(tool, singleArguments, argumentsText);
    const values = await completeArguments(tool, typedArguments, ask);
    if (!flags.yes && effectOfTool(tool.annotations) === 'destroys')
      await confirm(tool, values, ask);
    const firstResult = await call(context, connection, tool, values);
    const callsAgain = ask && (await offerSignIn(context, session, firstResult, ask));
    const result = callsAgain ? await call(context, connection, tool, values) : firstResult;
    return { tool: tool.name, arguments: values, result, isAsked };
  });
}

/** Returns the provider of a project that alone lists the tool in its snapshot. */
async function soleProvider(
  context: CommandContext,
  targetWords: readonly string[],
  tool: string | undefined,
): Promise<string | undefined> {
  if (tool === undefined || !(await isDirectory(context, targetWords))) return undefined;
  const { files, cwd } = context.host;
  const { root, providers } = await readServedProject(files, resolve(cwd, targetWords[0] ?? '.'));
  const listing = await Promise.all(
    providers.map(async (provider) => {
      const text = await files.read(join(root, listingPath(provider)));
      return text !== null && toolParagraph(text, tool) !== undefined ? [provider.name] : [];
    }),
  );
  return onlyItem(listing.flat());
}

/** Offers the sign-in that a result requires. @returns whether the user has signed in */
async function offerSignIn(
  context: CommandContext,
  { provider, root }: ServerSession,
  result: CallToolResult,
  questions: () => Promise<Questions>,
): Promise<boolean> {
  const text = resultText(result);
  if (provider === undefined || root === undefined) return false;
  if (!result.isError || !text.includes(signInCommand(provider))) return false;
  context.ui.note(text);
  const conversation = await questions();
  if (!(await conversation.confirm('Sign in and call again?', true))) return false;
  const { signInLocally } = await import('../../session/local-sign-in.js');
  const project = await readServedProject(context.host.files, root);
  return signInLocally(context, project, provider, { questions: conversation });
}

async function chooseTool(
  { client, callMs }: ClientConnection,
  name: string | undefined,
  questions: StartQuestions,
): Promise<Tool> {
  const { tools } = await toolList(client, { timeout: callMs });
  const choices = tools.map((tool) => ({
    value: tool.name,
    label: oneLine(`${tool.name}  ${tool.description ?? ''}`),
  }));
  if (name === undefined && choices.length === 0) throw noToolsToCall();
  const isChoice = name === undefined && questions;
  const toolName = isChoice ? await (await questions()).choose({ message: 'Tool', choices }) : name;
  const tool = tools.find((candidate) => candidate.name === toolName);
  if (tool) return tool;
  throw unknownTool(
    toolName ?? '',
    tools.map((listedTool) => listedTool.name),
  );
}

async function confirm(
  { name }: Tool,
  values: JsonObject,
  questions: StartQuestions,
): Promise<void> {
  if (!questions) throw confirmationRequired(name);
  const prompts = await questions();
  const question = destructiveCallQuestion(prompts, name, values);
  if (!(await prompts.confirm(question, false, { isChange: true }))) throw runCancelled();
}

async function call(
  { ui, signal }: CommandContext,
  { client, callMs }: ClientConnection,
  tool: Tool,
  values: JsonObject,
): Promise<CallToolResult> {
  try {
    const result = await requestTool(client, tool, values, {
      signal,
      timeout: callMs,
      resetTimeoutOnProgress: true,
      onprogress: (progress) => reportProgress(progress, (text) => ui.note(text)),
    });
    const mismatch = mismatchOf(result, tool);
    if (mismatch) ui.warn(`The tool has run. ${mismatch}`);
    return result;
  } catch (error) {
    signal.throwIfAborted();
    const isRefused = outcomeOfError(error) === 'none';
    const isKnown = isRefused || effectOfTool(tool.annotations) === 'reads';
    const reason = isKnown
      ? errorMessage(error)
      : appendSentence(errorMessage(error), OUTCOME_UNKNOWN);
    throw callFailed(tool.name, reason, error, isRefused);
  }
}
