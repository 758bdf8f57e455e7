import { join } from 'node:path';
import {
  type Conversation,
  type ConversationUser,
  respondToLines,
  sendMessage,
  sendUserMessage,
} from '../../../runtime/src/agent/conversation.js';
import type { ModelSettings } from '../../../runtime/src/agent/model.js';
import { modelOf, modelSettings } from '../../../runtime/src/agent/settings.js';
import { zeroUsage } from '../../../runtime/src/agent/usage.js';
import { StartError } from '../../../runtime/src/utils/start-error.js';
import { thisMachine } from '../../machine/machine.js';
import { stateFolder } from '../../machine/state-folder.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { unknownTool } from '../../model/errors/call.js';
import { messageRequired, modelSetting } from '../../model/errors/chat.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Host } from '../../model/host.js';
import { parseJson } from '../../model/json.js';
import { pluralize } from '../../model/text/pluralize.js';
import { replacePrivate } from '../../plan/staging.js';
import { invalidText } from '../../remote/discovery.js';
import { destructiveCallQuestion } from '../../session/destructive-call.js';
import { openSessions } from '../../session/server-target.js';
import { withServers } from '../../session/with-client.js';
import { type Chat, ChatServers, TASK } from './chat.js';
import type { options } from './command.js';
import { serversIn } from './servers.js';
import { isCommand, runSlashCommand } from './slash.js';

/**
 * Runs a chat with the tools of some servers.
 * @throws CliError `chat/…`, `remote/…`, `project/…`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { ui, host, signal } = context;
  const { interactive: canAsk } = ui;
  const settings = settingsIn(host);
  const { servers, timeout } = commandLine.options;
  const sessions = await (servers === undefined
    ? openSessions(context, commandLine.arguments, commandLine.options)
    : serversIn(context, servers, commandLine.arguments));
  const message = canAsk ? '' : (await host.stdin()).trim();
  if (!canAsk && message === '') throw messageRequired();
  const allowedTools = new Set(commandLine.options.allow);
  const runningCalls = new Map<string, string>();
  const applies = () =>
    runningCalls.size > 0 && [...runningCalls.values()].every((tool) => allowedTools.has(tool));
  const confirms = allowedTools.size > 0 ? ({ option: '--allow', applies } as const) : undefined;
  const options = { timeout, asks: canAsk, confirms };
  return withServers(context, sessions, options, async (list, absent) => {
    const chatServers = new ChatServers(list);
    const tools = await chatServers.current(signal);
    warnOfMissingTools(context, chatServers, list.length);
    for (const name of allowedTools)
      if (!tools.has(name)) throw unknownTool(name, [...tools.keys()]);
    const { price } = settings;
    const conversation: Conversation = {
      history: [],
      total: zeroUsage(),
      links: new Set(),
      model: await modelOf(settings),
      task: TASK,
      tools: () => chatServers.current(signal),
      get missing() {
        return [...absent, ...chatServers.failures.keys()];
      },
      interactive: canAsk,
      watch(event) {
        if (event.type === 'call') runningCalls.set(event.id, event.tool);
        if (event.type === 'result') runningCalls.delete(event.id);
      },
      ...(price && { price }),
    };
    const person = { decide: destructiveCallDecision(context, allowedTools, canAsk) };
    const chat: Chat = { context, servers: chatServers, conversation, person, attached: [] };
    return canAsk
      ? chatInTerminal(chat, settings, await openHistory(host))
      : sendSingleMessage(chat, message);
  });
}

/** Warns of servers and tools that cannot be used. @throws the failure of the first server if all have failed */
function warnOfMissingTools(
  { ui }: CommandContext,
  { failures, sources }: ChatServers,
  serverCount: number,
): void {
  const [firstFailure] = failures.values();
  if (firstFailure && failures.size === serverCount) throw firstFailure;
  for (const { message: reason } of failures.values()) ui.warn(`${reason} Its tools are missing.`);
  for (const entry of sources.flatMap(({ invalid }) => invalid)) ui.warn(`${invalidText(entry)}.`);
}

/** Sends a single message without a conversation in the terminal. */
async function sendSingleMessage(
  { context, conversation, person }: Chat,
  message: string,
): Promise<0 | 1> {
  const { ui, flags, signal } = context;
  if (!flags.json) {
    const reply = await sendMessage(conversation, person, message, signal, {
      write: ui.write,
      note: ui.note,
      problem(description, hint) {
        ui.error(description, hint);
      },
    });
    const pendingConfirmation = confirmationOf(reply.waiting);
    if (pendingConfirmation) ui.error(pendingConfirmation.problem, pendingConfirmation.hint);
    return reply.end === 'done' ? 0 : 1;
  }
  const { waiting: waitingTools, ...reply } = await sendUserMessage(
    conversation,
    person,
    message,
    signal,
    () => {},
  );
  const { usage, steps } = reply.usage;
  const document = { ...reply, ...confirmationOf(waitingTools), usage: { ...usage, steps } };
  ui.result(JSON.stringify(document, null, 2));
  return reply.end === 'done' ? 0 : 1;
}

const confirmationOf = (tools: readonly string[]) =>
  tools.length === 0
    ? undefined
    : {
        problem: `Without a confirmation, these tools are not called: ${tools.map((tool) => `"${tool}"`).join(', ')}.`,
        hint: `Run the command in a terminal, or add ${tools.map((tool) => `--allow ${tool}`).join(' ')}.`,
      };

const destructiveCallDecision =
  (
    { ui }: CommandContext,
    allowedTools: Set<string>,
    canAsk: boolean,
  ): ConversationUser['decide'] =>
  async ({ tool, args, effect }, signal) => {
    if (effect !== 'destroys' || allowedTools.has(tool)) return 'yes';
    if (!canAsk) return 'later';
    const questions = await ui.ask(signal);
    const answer = await questions.choose({
      message: destructiveCallQuestion(questions, tool, args),
      choices: [
        { value: 'no', label: 'No' },
        { value: 'yes', label: 'Yes' },
        { value: 'always', label: 'Yes, and do not ask again for this tool' },
      ],
      initial: 'no',
      isChange: true,
    });
    if (answer === 'always') allowedTools.add(tool);
    return answer === 'no' ? 'no' : 'yes';
  };

function settingsIn({ env }: Host): ModelSettings {
  try {
    return modelSettings(env);
  } catch (error) {
    throw error instanceof StartError ? modelSetting(error.message) : error;
  }
}

/** Chats until `/exit` or Ctrl-D. Ctrl-C stops a response, or ends the chat if there is none. */
async function chatInTerminal(
  chat: Chat,
  settings: ModelSettings,
  history: ChatHistory,
): Promise<0> {
  const { context, conversation, person } = chat;
  const { ui, signal, stoppable } = context;
  const { size } = chat.servers.tools;
  ui.note(`${pluralize(size, 'tool')}. Model: ${settings.name}. /help lists commands.`);
  await respondToLines(conversation, person, {
    async line() {
      const line = await (await ui.ask(signal)).line('> ', history.lines);
      if (line === undefined || line.trim() === '/exit') return undefined;
      await history.add(line);
      return line;
    },
    write: ui.write,
    note: (line) => ui.note(ui.stderr.paint.dim(line)),
    problem: (message, hint) => ui.error(message, hint),
    async stoppable(work) {
      try {
        await stoppable(work);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CliError) || error.exit !== 130) throw error;
        ui.note('Stopped.');
      }
    },
    async messageOf(line, stop) {
      const message = isCommand(line) ? await runSlashCommand(chat, line, stop) : line.trim();
      if (!message) return '';
      return [...chat.attached.splice(0), message].join('\n\n');
    },
  });
  return 0;
}

const MAX_HISTORY_LINES = 500;

/** Messages of earlier chats, oldest first, without responses and text that was entered into forms. */
interface ChatHistory {
  lines: readonly string[];
  add(line: string): Promise<void>;
}

/**
 * Returns the history, in a file that only its owner can read. As in shells, lines that begin with
 * a blank are not saved.
 */
export async function openHistory(host: Host): Promise<ChatHistory> {
  const { files } = host;
  const file = join(stateFolder(thisMachine(host)), 'mcp-provider', 'chat-history.json');
  const history = {
    lines: linesIn(await files.read(file).catch(() => null)),
    async add(line: string) {
      if (line === '' || line.startsWith(' ')) return;
      history.lines = [...history.lines.filter((earlierLine) => earlierLine !== line), line].slice(
        -MAX_HISTORY_LINES,
      );
      try {
        await replacePrivate(files, file, `${JSON.stringify(history.lines, null, 2)}\n`);
      } catch {
        // A chat works without a history, so a failure to save it is ignored.
      }
    },
  };
  return history;
}

function linesIn(text: string | null): string[] {
  const value = parseJson(text ?? '');
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
}
