import { ProtocolError } from '@modelcontextprotocol/client';
import { ToolError } from '../../../runtime/src/call/result/tool-error.js';
import { didYouMean } from '../../model/text/nearest.js';
import { oneLine, tableLines } from '../../model/text/table.js';
import type { Chat } from './chat.js';
import { listOffers, useOffer } from './offers.js';

const COMMANDS: readonly (readonly [usage: string, does: string])[] = [
  ['/tools', 'tools: "reads", "writes" or "destroys" (asks for a confirmation)'],
  ['/resources', 'resources for /use'],
  ['/prompts', 'prompts for /use'],
  ['/use NAME|URI', 'send a prompt, or attach a resource to the next message'],
  ['/clear', 'forget the conversation'],
  ['/help', 'show these commands'],
  ['/exit', 'leave, as Ctrl-D'],
];

const NAMES = COMMANDS.map(([usage]) => usage.replace(/ .*/, ''));

/** Columns of the usage with the gap after it. */
const USAGE_COLUMNS = Math.max(...COMMANDS.map(([usage]) => usage.length)) + 2;

const HELP = [
  ...COMMANDS.map(([usage, purpose]) => usage.padEnd(USAGE_COLUMNS) + purpose),
  'Ctrl-C stops a response. Lines that begin with a space are not in the history.',
].join('\n');

export const isCommand = (line: string): boolean => /^\/[a-z]+(\s|$)/.test(line);

/** Runs a command of the chat. @returns a message to send, if the command creates one */
export async function runSlashCommand(
  chat: Chat,
  line: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ui } = chat.context;
  const [command, argumentText = ''] = line.trim().split(/\s+(.*)/s);
  const list = (rows: string[][]) =>
    ui.note(rows.length > 0 ? tableLines(rows, ui.stderr).join('\n') : 'None.');
  try {
    switch (command) {
      case '/tools':
        list(
          Array.from((await chat.servers.current(signal)).values(), ({ effect, spec }) => [
            effect,
            spec.name,
            oneLine(spec.description),
          ]),
        );
        break;
      case '/resources': {
        const { resources, templates } = await listOffers(chat, signal);
        list([
          ...resources.map(({ uri, title, name }) => ['resource', uri, title ?? name]),
          ...templates.map(({ uriTemplate, title, name }) => [
            'template',
            uriTemplate,
            title ?? name,
          ]),
        ]);
        break;
      }
      case '/prompts':
        list(
          (await listOffers(chat, signal)).prompts.map(({ name, title, description }) => [
            'prompt',
            name,
            oneLine(description ?? title),
          ]),
        );
        break;
      case '/use':
        return await useOffer(chat, argumentText, signal);
      case '/clear':
        chat.conversation.history.length = 0;
        chat.attached = [];
        ui.note('The conversation is empty.');
        break;
      case '/help':
        ui.note(HELP);
        break;
      default:
        ui.error(
          `Unknown command "${command}"${didYouMean(command ?? '', NAMES) || '.'}`,
          '/help lists the commands.',
        );
    }
  } catch (error) {
    if (error instanceof ToolError) ui.error(error.message);
    else if (error instanceof ProtocolError) ui.error(`The server refused: ${error.message}`);
    else throw error;
  }
  return undefined;
}
