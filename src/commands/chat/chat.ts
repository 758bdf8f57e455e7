import type {
  Decision,
  PendingCall,
  TurnEnd,
  TurnEvent,
} from '../../../runtime/src/agent/events.js';
import { instructionsWith } from '../../../runtime/src/agent/instructions.js';
import {
  type Message,
  type Model,
  ModelError,
  type ModelFault,
  type ModelSettings,
} from '../../../runtime/src/agent/model.js';
import type { Toolbox } from '../../../runtime/src/agent/toolbox.js';
import { turn } from '../../../runtime/src/agent/turn.js';
import { addUsage, emptyTally, type Tally } from '../../../runtime/src/agent/usage.js';
import type { CommandContext } from '../../model/command.js';
import type { NamedConnection } from '../../session/with-client.js';

/** A conversation with a model that has the tools of some servers. */
export interface Chat {
  context: CommandContext;
  connections: readonly NamedConnection[];
  tools: Toolbox;
  model: Model;
  settings: ModelSettings;
  /** Calls can be confirmed. */
  asks: boolean;
  /** Tools that need no confirmation. */
  allowed: Set<string>;
  /** Tools that are being called, by the id of the call. */
  running: Map<string, string>;
  history: Message[];
  total: Tally;
  /** Resources in front of the next message. */
  attached: string[];
}

const TASK = 'You respond in a terminal: plain text, no Markdown. Use the tools of MCP servers.';

interface Reply {
  end: TurnEnd | 'failed';
  text: string;
  calls: { tool: string; args: Record<string, unknown>; result: string; failed: boolean }[];
  usage: Tally;
  /** Why the reply is not complete, as a sentence. */
  problem?: string;
  /** What the user can do about it. */
  hint?: string;
}

const PROBLEMS: Readonly<Record<Exclude<TurnEnd, 'done' | 'waiting'>, string>> = {
  refused: 'The model refused.',
  length: 'The response was cut at a limit of tokens: MODEL_MAX_TOKENS, or that of the model.',
  steps: 'Stopped: too many steps.',
};

const HINTS: Readonly<Partial<Record<ModelFault, string>>> = {
  unauthorized: 'Check MODEL_KEY, or OPENAI_API_KEY or ANTHROPIC_API_KEY.',
  'too-long': 'Enter /clear, or ask for less.',
  quota: 'Check the plan and the billing of the account.',
  unavailable: 'Check MODEL_URL, or try again later.',
};

const CHECK_MODEL = 'Check MODEL_NAME and MODEL_URL.';

/** Other refusals have reasons that these settings do not change. */
const isAboutModel = ({ fault, message }: ModelError): boolean =>
  fault === 'rejected' &&
  /\bstatus (404|3\d\d)\b|web page|\bmodel\b.{0,80}\b(not|unknown|invalid|no such)\b/i.test(
    message,
  );

/**
 * One message and everything that follows from it. The history can be sent again whatever happens.
 * @throws the reason of `signal`
 */
export async function respond(
  chat: Chat,
  message: string,
  signal: AbortSignal,
  show: (event: TurnEvent) => void,
): Promise<Reply> {
  const { history, model, tools, total, asks, running } = chat;
  history.push({ role: 'user', text: [...chat.attached, message].join('\n\n') });
  chat.attached = [];
  const reply: Reply = { end: 'failed', text: '', calls: [], usage: emptyTally() };
  const waiting = new Set<string>();
  const begun = new Map<string, Record<string, unknown>>();
  const emit = (event: TurnEvent) => {
    if (event.type === 'text') reply.text += event.text;
    if (event.type === 'call') {
      begun.set(event.id, event.args);
      running.set(event.id, event.tool);
    }
    if (event.type === 'approval') for (const { tool } of event.calls) waiting.add(tool);
    if (event.type === 'usage')
      for (const tally of [reply.usage, total]) addUsage(tally, event.usage);
    if (event.type === 'result') {
      const { id, tool, text: result, failed } = event;
      running.delete(id);
      reply.calls.push({ tool, args: begun.get(id) ?? {}, result, failed });
    }
    show(event);
  };
  const decide = (call: PendingCall) => decision(chat, call, signal);
  const instructions = instructionsWith(TASK, tools);
  try {
    const options = { history, model, instructions, tools, signal, interactive: asks };
    reply.end = await turn({ ...options, emit, decide });
    if (reply.end === 'waiting') Object.assign(reply, confirmationOf([...waiting]));
    else if (reply.end !== 'done') reply.problem = PROBLEMS[reply.end];
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    reply.problem = error.message;
    const hint = HINTS[error.fault] ?? (isAboutModel(error) ? CHECK_MODEL : undefined);
    if (hint !== undefined) reply.hint = hint;
  }
  return reply;
}

const confirmationOf = (tools: readonly string[]): Pick<Reply, 'problem' | 'hint'> => ({
  problem: `Without a confirmation, these tools are not called: ${tools.map((tool) => `"${tool}"`).join(', ')}.`,
  hint: `Run the command in a terminal, or add ${tools.map((tool) => `--allow ${tool}`).join(' ')}.`,
});

async function decision(
  { context: { ui }, allowed, asks }: Chat,
  { tool, args, effect }: PendingCall,
  signal: AbortSignal,
): Promise<Decision> {
  if (effect !== 'destroys' || allowed.has(tool)) return 'yes';
  if (!asks) return 'later';
  const questions = await ui.ask(signal);
  questions.note(JSON.stringify(args, null, 2), tool);
  const chosen = await questions.choose({
    message: 'This tool may change or delete data. Call it?',
    choices: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
      { value: 'always', label: 'Yes, and do not ask again for this tool' },
    ],
    initial: 'no',
    isChange: true,
  });
  if (chosen === 'always') allowed.add(tool);
  return chosen === 'no' ? 'no' : 'yes';
}
