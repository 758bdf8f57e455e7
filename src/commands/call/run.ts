import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { tellProgress } from '../../../runtime/src/agent/tell-progress.js';
import { OUTCOME_UNKNOWN, withSentence } from '../../../runtime/src/call/effects.js';
import { outcomeOfError } from '../../../runtime/src/remote/outcome.js';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import { mismatchOf, requestTool } from '../../../runtime/src/remote/tool-result.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import {
  argumentAsTarget,
  callFailed,
  confirmationRequired,
  toolRequired,
  unknownTool,
} from '../../model/errors/call.js';
import { runCancelled } from '../../model/errors/cli.js';
import type { JsonObject } from '../../model/json.js';
import type { Questions } from '../../model/questions.js';
import { oneLine } from '../../model/table.js';
import { readProject } from '../../project/served-project.js';
import { messageOf } from '../../remote/failure.js';
import { type ServerSession, sessionOf } from '../../session/server-target.js';
import { type ClientConnection, withClient } from '../../session/with-client.js';
import { completeArguments, parseArguments } from './arguments.js';
import type { options } from './command.js';

/** Calls one tool. @throws CliError `call/…`, `remote/…`, `project/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { ui, flags, host } = context;
  const [name, ...argumentWords] = commandLine.arguments;
  const canAsk = ui.interactive && !flags.yes && !flags.json;
  if (name === undefined && !canAsk) throw toolRequired();
  const [first = ''] = argumentWords;
  if (/^([A-Za-z]\w*=|\{)/.test(first)) throw argumentAsTarget(first);
  const { timeout, args: argumentsOption } = commandLine.options;
  const session = await sessionOf(context, argumentWords, commandLine.options);
  const text = argumentsOption === '-' ? await host.stdin() : argumentsOption;
  const confirms = flags.yes ? ({ option: '--yes', applies: () => true } as const) : undefined;
  const options = { timeout, asks: canAsk, confirms };
  const work = withClient(context, session, options, async (connection) => {
    const questions = canAsk ? () => ui.ask(context.signal) : undefined;
    const tool = await chooseTool(connection, name, questions);
    const typedArguments = parseArguments(tool, commandLine.options.arg ?? [], text);
    const values = await completeArguments(tool, typedArguments, questions);
    if (!flags.yes && mayDestroy(tool)) await confirm(tool, values, questions);
    const result = await call(context, connection, tool, values);
    const callsAgain = questions && (await offerSignIn(context, session, result, questions));
    return callsAgain ? call(context, connection, tool, values) : result;
  });
  const result = await work.catch((error: unknown) => {
    printTrace(context, session, '');
    throw error;
  });
  if (flags.json) ui.result(JSON.stringify(result, null, 2));
  else if (result.isError) ui.error(resultText(result));
  else ui.write(`${resultText(result)}\n`);
  if (result.isError) printTrace(context, session, resultText(result));
  return result.isError ? 1 : 0;
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
  if (!result.isError || !text.includes(`mcp-provider sign-in ${provider}`)) return false;
  context.ui.note(text);
  const conversation = await questions();
  if (!(await conversation.confirm('Sign in and call again?', true))) return false;
  const { signInLocally } = await import('../../session/local-sign-in.js');
  const project = await readProject(context.host.files, root);
  return signInLocally(context, project, provider, { questions: conversation });
}

/** Prints what the client does not see: the place of an error in the project, and the requests to the API. */
function printTrace({ ui }: CommandContext, { trace }: ServerSession, clientText: string): void {
  const lines = trace?.lines(clientText) ?? [];
  if (lines.length > 0) ui.note(lines.join('\n'));
}

async function chooseTool(
  { client, callMs }: ClientConnection,
  name: string | undefined,
  questions: (() => Promise<Questions>) | undefined,
): Promise<Tool> {
  const { tools } = await toolList(client, { timeout: callMs });
  const choices = tools.map((tool) => ({
    value: tool.name,
    label: oneLine(`${tool.name}  ${tool.description ?? ''}`),
  }));
  const isChoice = name === undefined && questions && choices.length > 0;
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
  questions: (() => Promise<Questions>) | undefined,
): Promise<void> {
  if (!questions) throw confirmationRequired(name);
  const prompts = await questions();
  prompts.note(JSON.stringify(values, null, 2), name);
  const question = 'This tool may change or delete data. Call it?';
  if (!(await prompts.confirm(question, false, { isChange: true }))) throw runCancelled();
}

async function call(
  { ui, signal }: CommandContext,
  { client, callMs: timeout }: ClientConnection,
  tool: Tool,
  values: JsonObject,
): Promise<CallToolResult> {
  try {
    const result = await requestTool(client, tool, values, {
      signal,
      timeout,
      resetTimeoutOnProgress: true,
      onprogress: (progress) => tellProgress(progress, (text) => ui.note(text)),
    });
    const mismatch = mismatchOf(result, tool);
    if (mismatch) ui.warn(`The tool has run. ${mismatch}`);
    return result;
  } catch (error) {
    signal.throwIfAborted();
    const isRefused = outcomeOfError(error) === 'none';
    const isKnown = isRefused || tool.annotations?.readOnlyHint === true;
    const reason = isKnown ? messageOf(error) : withSentence(messageOf(error), OUTCOME_UNKNOWN);
    throw callFailed(tool.name, reason, error, isRefused);
  }
}

/** Whether a call needs a confirmation. Without annotations, a tool may be destructive (MCP, `ToolAnnotations`). */
const mayDestroy = ({ annotations = {} }: Tool): boolean =>
  annotations.readOnlyHint !== true && annotations.destructiveHint !== false;

type ContentBlock = CallToolResult['content'][number];

/** The result of a tool for users: texts unchanged, data as JSON, and a line for each file. */
function resultText({ content, structuredContent }: CallToolResult): string {
  if (structuredContent !== undefined) {
    // By the specification, servers repeat structured content as text.
    const otherBlocks = content.filter((block) => block.type !== 'text').map(blockText);
    return [JSON.stringify(structuredContent, null, 2), ...otherBlocks].join('\n');
  }
  return content.map(blockText).join('\n');
}

function blockText(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'resource_link':
      return `[resource ${block.uri}: ${block.title ?? block.name}]`;
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[resource ${block.resource.uri}: ${bytes(block.resource.blob)}]`;
    default:
      return `[${block.type} ${block.mimeType}: ${bytes(block.data)}]`;
  }
}

const bytes = (base64: string): string =>
  `${Math.floor((base64.replace(/=+$/, '').length * 3) / 4).toLocaleString('en')} bytes`;
