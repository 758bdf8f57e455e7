import { join } from 'node:path';
import type { TurnEvent } from '../../../runtime/src/agent/events.js';
import type { ModelSettings } from '../../../runtime/src/agent/model.js';
import { modelOf, modelSettings } from '../../../runtime/src/agent/settings.js';
import { toolbox } from '../../../runtime/src/agent/toolbox.js';
import { emptyTally, tallyLine } from '../../../runtime/src/agent/usage.js';
import { invalidEntries } from '../../../runtime/src/remote/tool-list.js';
import { StartError } from '../../../runtime/src/utils/start-error.js';
import { thisMachine } from '../../machine/machine.js';
import { stateFolder } from '../../machine/state-folder.js';
import type { CommandContext, Given } from '../../model/command.js';
import { pluralize } from '../../model/counted.js';
import { unknownTool } from '../../model/errors/call.js';
import { messageRequired, modelSetting } from '../../model/errors/chat.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Host } from '../../model/host.js';
import { parsedJson } from '../../model/json.js';
import { brief } from '../../model/table.js';
import type { Ui } from '../../model/ui.js';
import { replacePrivate } from '../../plan/staging.js';
import { invalidText } from '../../remote/discovery.js';
import { connectionFailure, failedAt } from '../../remote/failure.js';
import { sessionsOf } from '../../session/server-target.js';
import { withClients } from '../../session/with-client.js';
import { type Chat, respond } from './chat.js';
import type { options } from './command.js';
import { serversIn } from './servers.js';
import { carryOut, isCommand } from './slash.js';

/** Chats about the tools of some servers. @throws CliError `chat/…`, `remote/…`, `project/…` */
export async function run(context: CommandContext, given: Given<typeof options>): Promise<0 | 1> {
  const { ui, flags, host, signal } = context;
  const asks = ui.interactive && !flags.json;
  const settings = settingsIn(host);
  const { servers, timeout } = given.options;
  const sessions = await (servers === undefined
    ? sessionsOf(context, given.arguments, given.options)
    : serversIn(context, servers, given.arguments));
  const message = asks ? '' : (await host.stdin()).trim();
  if (!asks && message === '') throw messageRequired();
  const allowed = new Set(given.options.allow);
  const running = new Map<string, string>();
  const applies = () =>
    running.size > 0 && [...running.values()].every((tool) => allowed.has(tool));
  const confirms = allowed.size > 0 ? ({ option: '--allow', applies } as const) : undefined;
  const options = { timeout, asks, confirms };
  return withClients(context, sessions, options, async (connections) => {
    const failures: CliError[] = [];
    const leaveOut = ({ name }: { name: string }, error: unknown) =>
      failures.push(connectionFailure(name, failedAt(name, error)));
    const tools = await toolbox(connections, leaveOut, signal);
    if (failures[0] && failures.length === connections.length) throw failures[0];
    for (const { message: reason } of failures) ui.warn(`${reason} Its tools are missing.`);
    for (const entry of connections.flatMap(({ client }) => invalidEntries(client)))
      ui.warn(`${invalidText(entry)}.`);
    for (const name of allowed) if (!tools.has(name)) throw unknownTool(name, [...tools.keys()]);
    const chat: Chat = {
      context,
      connections,
      tools,
      model: await modelOf(settings),
      settings,
      asks,
      allowed,
      running,
      history: [],
      total: emptyTally(),
      attached: [],
    };
    return asks ? converse(chat, await historyOf(host)) : once(chat, message);
  });
}

/** One message, without a terminal. */
async function once(chat: Chat, message: string): Promise<0 | 1> {
  const { context, settings } = chat;
  const { ui, flags, signal } = context;
  const { show, endLine } = shown(ui);
  const reply = await respond(chat, message, signal, flags.json ? () => undefined : show);
  if (flags.json) {
    const { usage, steps } = reply.usage;
    ui.result(JSON.stringify({ ...reply, usage: { ...usage, steps } }, null, 2));
  } else {
    endLine();
    if (reply.problem !== undefined) ui.error(reply.problem, reply.hint);
    ui.note(`(${tallyLine(reply.usage, settings.price)})`);
  }
  return reply.end === 'done' ? 0 : 1;
}

function settingsIn({ env }: Host): ModelSettings {
  try {
    return modelSettings(env);
  } catch (error) {
    throw error instanceof StartError ? modelSetting(error.message) : error;
  }
}

/** Until `/exit` or Ctrl-D; Ctrl-C stops a response, and leaves where none is under way. */
async function converse(chat: Chat, history: History): Promise<0> {
  const { context, tools, settings, total } = chat;
  const { ui, signal, stoppable } = context;
  ui.note(`${pluralize(tools.size, 'tool')}. Model: ${settings.name}. /help lists commands.`);
  for (;;) {
    const line = await (await ui.ask(signal)).line('> ', history.lines);
    if (line === undefined || line.trim() === '/exit') break;
    await history.add(line);
    try {
      await stoppable((stop) => handled(chat, line, stop));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CliError) || error.exit !== 130) throw error;
      ui.note('Stopped.');
    }
  }
  if (total.steps > 0) ui.note(`Total: ${tallyLine(total, settings.price)}`);
  return 0;
}

async function handled(chat: Chat, line: string, signal: AbortSignal): Promise<void> {
  const { ui } = chat.context;
  const message = isCommand(line) ? await carryOut(chat, line, signal) : line.trim();
  if (!message) return;
  const { show, endLine } = shown(ui);
  try {
    const { problem, hint, usage } = await respond(chat, message, signal, show);
    endLine();
    if (problem !== undefined) ui.error(problem, hint);
    ui.note(ui.stderr.paint.dim(`(${tallyLine(usage, chat.settings.price)})`));
  } finally {
    endLine();
  }
}

const KEPT = 500;

/** Messages of earlier chats, oldest first: no responses, and nothing that was typed into a form. */
interface History {
  lines: readonly string[];
  add(line: string): Promise<void>;
}

/** A file that only its owner can read. A line that begins with a blank is not kept, as in shells. */
export async function historyOf(host: Host): Promise<History> {
  const { files } = host;
  const file = join(stateFolder(thisMachine(host)), 'mcp-provider', 'chat-history.json');
  const history = {
    lines: linesIn(await files.read(file).catch(() => null)),
    async add(line: string) {
      if (line === '' || line.startsWith(' ')) return;
      history.lines = [...history.lines.filter((each) => each !== line), line].slice(-KEPT);
      try {
        await replacePrivate(files, file, `${JSON.stringify(history.lines, null, 2)}\n`);
      } catch {
        // Chatting needs no history.
      }
    },
  };
  return history;
}

function linesIn(text: string | null): string[] {
  const value = parsedJson(text ?? '');
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
}

const MOST_CHARACTERS = 160;

/** Shows a turn while it happens: text of the model on stdout, everything else on stderr. */
function shown(ui: Ui): { show(event: TurnEvent): void; endLine(): void } {
  let isWithinLine = false;
  const endLine = () => {
    if (isWithinLine) ui.write('\n');
    isWithinLine = false;
  };
  return {
    endLine,
    show(event) {
      if (event.type === 'text') {
        ui.write(event.text);
        isWithinLine = !event.text.endsWith('\n');
        return;
      }
      const line = lineOf(event);
      if (line === undefined) return;
      endLine();
      ui.note(ui.stderr.paint.dim(line));
    },
  };
}

function lineOf(event: TurnEvent): string | undefined {
  switch (event.type) {
    case 'call':
      return `→ ${event.tool} ${brief(JSON.stringify(event.args), MOST_CHARACTERS)}`;
    case 'progress':
      return `  ${brief(event.text, MOST_CHARACTERS)}`;
    case 'result': {
      const rest = event.missing > 0 ? ` [${event.missing} characters left out]` : '';
      return `${event.failed ? '✗' : '✓'} ${event.tool}: ${brief(event.text, MOST_CHARACTERS)}${rest}`;
    }
    case 'note':
      return event.reason === undefined ? event.text : `${event.text} ${event.reason}`;
    case 'retry':
      return `The request to the model failed. Next attempt in ${event.seconds.toFixed(1)} s.`;
    default:
      return undefined;
  }
}
