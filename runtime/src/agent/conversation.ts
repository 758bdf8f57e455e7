import { truncate } from '../utils/truncate.js';
import type { Decision, PendingCall, TurnEnd, TurnEvent } from './events.js';
import type { FormResponse, OpenForm, PageLink } from './forms.js';
import { instructionsWith } from './instructions.js';
import type { TurnLimits } from './limits.js';
import {
  type Message,
  type Model,
  ModelError,
  type ModelFault,
  type ModelSettings,
} from './model.js';
import type { Toolbox } from './toolbox.js';
import { turn } from './turn.js';
import { addUsage, usageLine, type UsageTotal, zeroUsage } from './usage.js';

/** A conversation between one user and a model in a terminal. */
export interface Conversation {
  history: Message[];
  total: UsageTotal;
  /** URLs shown to the user; the model reads a placeholder instead. */
  links: Set<string>;
  model: Model;
  task: string;
  /** Returns the current tools; called before each step. */
  tools(): Promise<Toolbox>;
  /** Servers that cannot be used. */
  missing?: readonly string[];
  limits?: TurnLimits;
  price?: ModelSettings['price'];
  /** The MCP clients ask the user the servers' questions; without it, `ConversationUser` does. */
  interactive?: boolean;
  /** Receives each event before it is shown. */
  watch?(event: TurnEvent): void;
}

/** The user who decides about calls and fills in forms. */
export interface ConversationUser {
  decide(call: PendingCall, signal: AbortSignal): Promise<Decision>;
  /** Handles questions of servers if the MCP clients do not. */
  answers?: { fill(form: OpenForm): Promise<FormResponse>; open(page: PageLink): void };
}

/** The reply to one message, with the calls that it needed. */
export interface Reply {
  end: TurnEnd | 'failed';
  text: string;
  calls: { tool: string; args: Record<string, unknown>; result: string; failed: boolean }[];
  usage: UsageTotal;
  /** Sentences about tools or content that the model could not use. */
  notes?: string[];
  /** A sentence about why the reply is not complete. */
  problem?: string;
  /** Advice for the user about `problem`. */
  hint?: string;
  /** Names of tools that need a decision. */
  waiting: string[];
}

const PROBLEMS: Readonly<Record<Exclude<TurnEnd, 'done' | 'waiting'>, string>> = {
  refused: 'The model refused.',
  length: 'The response was cut at a limit of tokens: MODEL_MAX_TOKENS, or that of the model.',
  steps: 'Stopped: too many steps, or the same calls again and again.',
};

const HINTS: Readonly<Partial<Record<ModelFault, string>>> = {
  unauthorized: 'Check MODEL_KEY, or OPENAI_API_KEY or ANTHROPIC_API_KEY.',
  'too-long': 'Begin a new conversation, or ask for less.',
  quota: 'Check the plan and the billing of the account.',
  unavailable: 'Check MODEL_URL, or try again later.',
};

/** Returns whether a rejection is about the model's name or URL. Other reasons do not depend on these settings. */
const isAboutModel = ({ fault, message, reason }: ModelError): boolean =>
  fault === 'rejected' &&
  (/\bstatus (404|3\d\d)\b|web page/.test(message) ||
    /\bmodel\b.{0,80}\b(not|unknown)\b|\b(invalid|unknown|no such)\b.{0,10}\bmodel\b/i.test(
      reason,
    ));

const hintFor = (error: ModelError): string | undefined =>
  HINTS[error.fault] ?? (isAboutModel(error) ? 'Check MODEL_NAME and MODEL_URL.' : undefined);

/**
 * Sends one message and runs the turn that follows. The history stays valid for another request,
 * even after a failure.
 * @throws the reason of `signal`
 */
export async function sendUserMessage(
  conversation: Conversation,
  user: ConversationUser,
  message: string,
  signal: AbortSignal,
  show: (event: TurnEvent) => void,
): Promise<Reply> {
  const { history, model, task, missing, limits, interactive, total, links } = conversation;
  history.push({ role: 'user', text: message });
  const reply: Reply = { end: 'failed', text: '', calls: [], usage: zeroUsage(), waiting: [] };
  const args = new Map<string, Record<string, unknown>>();
  let forms: OpenForm[] = [];
  const emit = (event: TurnEvent) => {
    if (event.type === 'text') reply.text += event.text;
    if (event.type === 'call') args.set(event.id, event.args);
    if (event.type === 'approval')
      reply.waiting = [...new Set(event.calls.map(({ tool }) => tool))];
    if (event.type === 'form') forms.push(event);
    if (event.type === 'note') reply.notes = [...(reply.notes ?? []), noteOf(event)];
    if (event.type === 'usage')
      for (const tally of [reply.usage, total]) addUsage(tally, event.usage);
    if (event.type === 'result') {
      const { id, tool, text: result, failed } = event;
      reply.calls.push({ tool, args: args.get(id) ?? {}, result, failed });
    }
    conversation.watch?.(event);
    show(event);
  };
  const { answers } = user;
  const open = (page: PageLink) => {
    links.add(page.url);
    answers?.open(page);
  };
  let responses: Record<string, FormResponse> = {};
  try {
    const instructions = instructionsWith(task, await conversation.tools(), missing);
    const options = {
      history,
      model,
      instructions,
      tools: conversation.tools,
      signal,
      links,
      emit,
    };
    do {
      forms = [];
      reply.end = await turn({
        ...options,
        ...(limits && { limits }),
        ...(interactive !== undefined && { interactive }),
        ...(answers && { dialog: { show: open, responses } }),
        decide: (call) => user.decide(call, signal),
      });
      responses = {};
      if (answers) for (const form of forms) responses[form.id] = await answers.fill(form);
    } while (answers && forms.length > 0);
    if (reply.end !== 'done' && reply.end !== 'waiting') reply.problem = PROBLEMS[reply.end];
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    reply.problem = error.message;
    const hint = hintFor(error);
    if (hint !== undefined) reply.hint = hint;
  }
  return reply;
}

/** The terminal of a chat: its input lines and its output. */
export interface ChatTerminal {
  /** Returns the next line of the user; undefined at the end of the input. */
  line(): Promise<string | undefined>;
  /** Writes a part of the response. */
  write(text: string): void;
  /** Writes a line that is not part of the response. */
  note(line: string): void;
  problem(message: string, hint: string | undefined): void;
  /** Runs the work until it ends or the user stops it. */
  stoppable(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Returns the message for a line, such as a command; empty if there is nothing to send. */
  messageOf?(line: string, signal: AbortSignal): Promise<string>;
}

/** Responds to each line, until the input ends. */
export async function respondToLines(
  conversation: Conversation,
  user: ConversationUser,
  terminal: ChatTerminal,
): Promise<void> {
  const { total, price } = conversation;
  for (;;) {
    const line = await terminal.line();
    if (line === undefined) break;
    await terminal.stoppable(async (signal) => {
      const message = (await terminal.messageOf?.(line, signal)) ?? line.trim();
      if (message !== '') await sendMessage(conversation, user, message, signal, terminal);
    });
  }
  if (total.steps > 0) terminal.note(`Total: ${usageLine(total, price)}`);
}

/** Sends one message and shows its response as it arrives. */
export async function sendMessage(
  conversation: Conversation,
  user: ConversationUser,
  message: string,
  signal: AbortSignal,
  terminal: Pick<ChatTerminal, 'write' | 'note' | 'problem'>,
): Promise<Reply> {
  const { show, endLine } = eventWriter(terminal);
  try {
    const reply = await sendUserMessage(conversation, user, message, signal, show);
    endLine();
    if (reply.problem !== undefined) terminal.problem(reply.problem, reply.hint);
    terminal.note(`(${usageLine(reply.usage, conversation.price)})`);
    return reply;
  } finally {
    endLine();
  }
}

/** Shows text of the model as it arrives, and one line for each other event. */
function eventWriter({ write, note }: Pick<ChatTerminal, 'write' | 'note'>) {
  let isWithinLine = false;
  const endLine = () => {
    if (isWithinLine) write('\n');
    isWithinLine = false;
  };
  return {
    endLine,
    show(event: TurnEvent) {
      if (event.type === 'text') {
        write(event.text);
        isWithinLine = !event.text.endsWith('\n');
        return;
      }
      const line = eventLine(event);
      if (line === undefined) return;
      endLine();
      note(line);
    },
  };
}

const MAX_LINE_LENGTH = 160;

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LINE_LENGTH ? `${truncate(line, MAX_LINE_LENGTH - 1)}…` : line;
};

const noteOf = ({ text, reason }: Extract<TurnEvent, { type: 'note' }>): string =>
  reason === undefined ? text : `${text} ${reason}`;

function eventLine(event: TurnEvent): string | undefined {
  switch (event.type) {
    case 'call':
      return `→ ${event.tool} ${oneLine(JSON.stringify(event.args))}`;
    case 'progress':
      return `  ${oneLine(event.text)}`;
    case 'result': {
      const omission = event.missing > 0 ? ` [${event.missing} characters left out]` : '';
      return `${event.failed ? '✗' : '✓'} ${event.tool}: ${oneLine(event.text)}${omission}`;
    }
    case 'note':
      return noteOf(event);
    case 'retry':
      return `The request to the model failed. Next attempt in ${event.seconds.toFixed(1)} s.`;
    default:
      return undefined;
  }
}
