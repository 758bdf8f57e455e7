import { tallyLine } from '../../../runtime/src/agent/usage.js';
import { counted } from '../../model/counted.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Chat } from './chat.js';
import type { History } from './history.js';
import { respond } from './respond.js';
import { shown } from './show.js';
import { carryOut, isCommand } from './slash.js';

/** Until `/exit` or Ctrl-D; Ctrl-C stops a response, and leaves where none is under way. */
export async function converse(chat: Chat, history: History): Promise<0> {
  const { context, tools, settings, total } = chat;
  const { ui, signal, stoppable } = context;
  ui.note(`${counted(tools.size, 'tool')}. Model: ${settings.name}. /help lists commands.`);
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
