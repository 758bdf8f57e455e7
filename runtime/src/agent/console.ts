import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Field } from '../call/elicitation/form.js';
import type { Principal } from '../identity/principal.js';
import { discardInput, type TerminalInput } from '../node/discard-input.js';
import { connectAs } from './connections.js';
import { type ConversationUser, respondToLines } from './conversation.js';
import type { FormResponse, OpenForm } from './forms.js';
import type { AgentParts } from './handler.js';
import { zeroUsage } from './usage.js';

/** The streams of a terminal. */
export interface Terminal {
  stdin: NodeJS.ReadableStream & TerminalInput;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}

/** Runs the agent in a terminal as the local user until the input ends. Ctrl-C stops a response. */
export async function chatInTerminal(
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
  const note = (text: string) => void stderr.write(`${printable(text)}\n`);
  const ask = stdin.isTTY ? readTypedLines(lines, stdin) : readPipedLines(lines, stderr);
  const { tools, missing, close } = await connectAs(user, endpoints);
  for (const name of missing) note(`"${name}" cannot be used now. Its tools are missing.`);
  const conversation = {
    history: [],
    total: zeroUsage(),
    links: new Set<string>(),
    model,
    task: instructions,
    tools: async () => tools,
    missing,
    limits,
  };
  const conversationUser: ConversationUser = {
    async decide({ tool, args, effect }) {
      if (effect !== 'destroys') return 'yes';
      note(`${tool} ${JSON.stringify(args, null, 2)}`);
      const reply = await ask('This tool may change or delete data. Call it? [y/N] ');
      return isYes(reply ?? '') ? 'yes' : 'no';
    },
    answers: {
      fill: (form) => askFields(form, ask, note),
      open: ({ url, message }) => note(`${message}\n${url}`),
    },
  };
  try {
    await respondToLines(conversation, conversationUser, {
      line: () => ask('> '),
      write: (text) => void stdout.write(printable(text)),
      note,
      problem: (message, hint) => note([message, hint].filter(Boolean).join(' ')),
      stoppable: (work) => runStoppable(lines, work, note),
    });
  } finally {
    lines.close();
    await close();
  }
}

type Ask = (prompt: string) => Promise<string | undefined>;

/** Asks a user in a terminal. Input typed before a question, such as "y", does not answer it. */
function readTypedLines(lines: Interface, stdin: TerminalInput): Ask {
  let isClosed = false;
  let answer: (line?: string) => void = () => {};
  lines.on('line', (line) => answer(line));
  lines.once('close', () => {
    isClosed = true;
    answer();
  });
  return async (prompt) => {
    if (!isClosed && !(await discardInput(stdin))) lines.close();
    if (isClosed) return undefined;
    lines.setPrompt(printable(prompt));
    // Ctrl-E and Ctrl-U remove a line that was typed without its end.
    if (lines.line !== '') for (const name of ['e', 'u']) lines.write(null, { ctrl: true, name });
    return new Promise((resolve) => {
      answer = resolve;
      lines.prompt();
    });
  };
}

/** Reads answers from a pipe, where all of them may arrive before the first question. */
function readPipedLines(lines: Interface, stderr: NodeJS.WritableStream): Ask {
  const inputLines = lines[Symbol.asyncIterator]();
  return async (prompt) => {
    stderr.write(printable(prompt));
    const next: IteratorResult<string, unknown> = await inputLines.next();
    return next.done ? undefined : next.value;
  };
}

/** Runs the work; Ctrl-C aborts it. */
async function runStoppable(
  lines: Interface,
  work: (signal: AbortSignal) => Promise<void>,
  note: (text: string) => void,
): Promise<void> {
  const control = new AbortController();
  const endControl = new AbortController();
  const stop = () => control.abort();
  once(lines, 'SIGINT', { signal: endControl.signal }).then(stop, () => {});
  try {
    await work(control.signal);
  } catch (error) {
    if (!control.signal.aborted) throw error;
    note('Stopped.');
  } finally {
    endControl.abort();
  }
}

/** Returns a text without control characters, which could move the cursor or change colors. */
const printable = (text: string) => text.replace(/[^\P{C}\n\t]+/gu, ' ');

type FieldValue = string | number | boolean | string[];

const ACCEPTED: FormResponse = { action: 'accept', content: {} };

const DECLINED: FormResponse = { action: 'decline' };

/** Asks for the fields of a form line by line. An empty line omits an optional field; the end of the input cancels. */
async function askFields(
  { message, schema: { properties, required = [] } }: OpenForm,
  ask: Ask,
  note: (text: string) => void,
): Promise<FormResponse> {
  note(message);
  const fields = Object.entries(properties);
  if (fields.length === 0)
    return isYes((await ask('Continue? [y/N] ')) ?? '') ? ACCEPTED : DECLINED;
  const content: Record<string, FieldValue> = {};
  for (const [name, field] of fields) {
    const isRequired = required.includes(name);
    for (;;) {
      const line = await ask(promptOf(name, field, isRequired));
      if (line === undefined) return { action: 'cancel' };
      if (line.trim() === '' && !isRequired) break;
      const value = valueOf(line.trim(), field);
      if (value !== undefined) {
        content[name] = value;
        break;
      }
      note(`This is not a valid value of "${name}".`);
    }
  }
  return { action: 'accept', content };
}

function promptOf(
  name: string,
  { type, title, description, ...field }: Field,
  isRequired: boolean,
) {
  const [label] = [description, title, name].filter((text) => typeof text === 'string');
  const choices = choicesOf(field);
  const form = choices.length > 0 ? choices.join(', ') : type === 'boolean' ? 'y/n' : '';
  const notes = [form, isRequired ? '' : 'optional'].filter((note) => note !== '');
  return `${label}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}: `;
}

/** Returns the value of a line; undefined if the line is not valid. The tool checks limits. */
function valueOf(line: string, field: Field): FieldValue | undefined {
  const choices = choicesOf(field);
  const isChoice = (text: string) => choices.length === 0 || choices.includes(text);
  switch (field.type) {
    case 'boolean':
      return isYes(line) ? true : /^(no?|false)$/i.test(line) ? false : undefined;
    case 'number':
    case 'integer': {
      const number = Number(line || NaN);
      const isValid =
        field.type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return isValid ? number : undefined;
    }
    case 'array': {
      const items = line.split(',').map((item) => item.trim());
      return items.every(isChoice) ? items : undefined;
    }
    default:
      return line !== '' && isChoice(line) ? line : undefined;
  }
}

/** Returns the choices of a field: `enum`, or the `const` of each titled choice; for an array, those of its items. */
function choicesOf({ enum: values, oneOf, anyOf, items }: Partial<Field>): string[] {
  if (typeof items === 'object' && items !== null) return choicesOf(items);
  if (Array.isArray(values)) return values.map(String);
  const titledChoices = oneOf ?? anyOf;
  return Array.isArray(titledChoices)
    ? titledChoices.map((titledChoice: { const?: unknown }) => String(titledChoice.const))
    : [];
}

const isYes = (line: string): boolean => /^(y(es)?|true)$/i.test(line.trim());
