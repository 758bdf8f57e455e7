import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { discardInput } from '../node/discard-input.js';

/** A question for one line. */
export interface LineQuestion {
  label: string;
  /** Whether the line must not be shown. */
  isSecret: boolean;
  /** Whether an empty line is asked for again. */
  isRequired?: boolean;
}

/** Asks for one line; resolves to undefined after Ctrl-C and Ctrl-D. */
export type AskLine = (question: LineQuestion) => Promise<string | undefined>;

/** Asks in the terminal. Input that was typed before the question does not answer it. */
export const askInTerminal: AskLine = async (question) => {
  const { label, isSecret, isRequired = false } = question;
  const { stdin: input, stderr } = process;
  if (!(await discardInput(input))) {
    input.setRawMode(false).pause();
    return undefined;
  }
  const silentOutput = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input,
    output: isSecret ? silentOutput : stderr,
    terminal: true,
  });
  stderr.write(`${label}${isSecret ? ' (hidden)' : ''}: `);
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => resolve(undefined));
    lines.once('close', () => resolve(undefined));
  });
  lines.close();
  if (isSecret || line === undefined) stderr.write('\n');
  if (!isRequired || line?.trim() !== '') return line;
  stderr.write('Enter a value, or press Ctrl-C.\n');
  return askInTerminal(question);
};

/**
 * Asks the program that started this one: writes each question to the file descriptor `fd` and
 * reads the answer from stdin, both as lines of JSON.
 */
export const askParent =
  (fd: number): AskLine =>
  async (question) => {
    const lines = createInterface({ input: process.stdin.ref() });
    writeSync(fd, `${JSON.stringify(question)}\n`);
    try {
      for await (const line of lines) return (JSON.parse(line) as { line?: string }).line;
      return undefined;
    } finally {
      process.stdin.unref(); // this process may end
    }
  };
