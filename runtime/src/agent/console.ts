import { once } from 'node:events';
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import type { Principal } from '../provider/principal.js';
import { truncate } from '../provider/truncate.js';
import { connectAs } from './connections.js';
import type { Decision, PendingCall, TurnEvent } from './events.js';
import { filledIn, isYes } from './console-form.js';
import type { FormResponse, OpenForm, Page } from './forms.js';
import type { AgentParts } from './handler.js';
import { GROUND_RULES } from './instructions.js';
import type { Message } from './model.js';
import { ModelError } from './model.js';
import { turn } from './turn.js';

export interface Terminal {
  stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}

/** The agent in a terminal, as the local user, until the input ends. Ctrl-C stops a response. */
export async function converse(
  {
    endpoints,
    model,
    instructions,
    limits,
  }: Pick<AgentParts, 'endpoints' | 'model' | 'instructions' | 'limits'>,
  user: Principal,
  { stdin, stdout, stderr }: Terminal,
): Promise<void> {
  const lines = createInterface({
    input: stdin,
    output: stderr,
    terminal: stdin.isTTY === true,
  });
  const typed = lines[Symbol.asyncIterator]();
  const note = (text: string) => void stderr.write(`${printable(text)}\n`);
  const ask = async (prompt: string): Promise<string | undefined> => {
    lines.setPrompt(printable(prompt));
    lines.prompt();
    const next: IteratorResult<string, unknown> = await typed.next();
    return next.done ? undefined : next.value;
  };
  const links = new Set<string>();
  let forms: OpenForm[] = [];
  const show = ({ url, message }: Page) => {
    links.add(url);
    note(`${message}\n${url}`);
  };
  const { tools, close } = await connectAs(user, endpoints);
  const emit = (event: TurnEvent) => {
    if (event.type === 'text') stdout.write(printable(event.text));
    if (event.type === 'call') note(`→ ${event.tool} ${JSON.stringify(event.args)}`);
    if (event.type === 'form') forms.push(event);
    if (event.type === 'result')
      note(`${event.failed ? '✗' : '✓'} ${event.tool}: ${brief(event.text)}`);
  };
  const decide = async ({ tool, args, effect }: PendingCall): Promise<Decision> => {
    if (effect !== 'destroys') return 'yes';
    note(`${tool} ${JSON.stringify(args, null, 2)}`);
    const reply = await ask('This tool may change or delete data. Call it? [y/N] ');
    return isYes(reply ?? '') ? 'yes' : 'no';
  };
  const history: Message[] = [];
  const whole = `${instructions}\n\n${GROUND_RULES}`;
  const common = { history, model, instructions: whole, tools, limits, links, emit, decide };
  try {
    for (;;) {
      const text = await ask('> ');
      if (text === undefined) break;
      if (text.trim() === '') continue;
      history.push({ role: 'user', text });
      let responses: Record<string, FormResponse> = {};
      do {
        forms = [];
        const asking = { show, responses };
        const problem = await stoppable(lines, (signal) => turn({ ...common, signal, asking }));
        stdout.write('\n');
        if (problem !== undefined) {
          note(problem);
          break;
        }
        responses = {};
        for (const form of forms) responses[form.id] = await filledIn(form, ask, note);
      } while (forms.length > 0);
    }
  } finally {
    lines.close();
    await close();
  }
}

/** Why the turn ended early, as a sentence. */
async function stoppable(
  lines: Interface,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  const control = new AbortController();
  const ended = new AbortController();
  const stop = () => control.abort();
  once(lines, 'SIGINT', { signal: ended.signal }).then(stop, () => {});
  try {
    await work(control.signal);
    return undefined;
  } catch (error) {
    if (control.signal.aborted) return 'Stopped.';
    if (error instanceof ModelError) return error.message;
    throw error;
  } finally {
    ended.abort();
  }
}

const brief = (text: string) => truncate(text.replace(/\s+/g, ' '), 200);

/** Text of a model or a tool could otherwise move the cursor or change colors. */
const printable = (text: string) => text.replace(/[^\P{C}\n\t]+/gu, ' ');
