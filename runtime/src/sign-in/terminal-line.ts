import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { discardInput } from '../node/discard-input.js';

/** A question for one line. */
export interface LineQuestion {
  label: string;
  /** Nothing of the line is shown. */
  isSecret: boolean;
}

/** Undefined after Ctrl-C and Ctrl-D. */
export type AsksLine = (question: LineQuestion) => Promise<string | undefined>;

/** Asks in the terminal. What was typed before the question does not answer it. */
export const lineFromTerminal: AsksLine = async ({ label, isSecret }) => {
  const { stdin: input, stderr } = process;
  if (!(await discardInput(input))) {
    input.setRawMode(false).pause();
    return undefined;
  }
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: isSecret ? unseen : stderr, terminal: true });
  stderr.write(`${label}${isSecret ? ' (hidden)' : ''}: `);
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => resolve(undefined));
    lines.once('close', () => resolve(undefined));
  });
  lines.close();
  if (isSecret || line === undefined) stderr.write('\n');
  return line;
};

/**
 * Asks the program that started this one: writes each question to the file descriptor `fd` and reads the answer from stdin,
 * both as lines of JSON.
 */
export const linesFromParent =
  (fd: number): AsksLine =>
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
