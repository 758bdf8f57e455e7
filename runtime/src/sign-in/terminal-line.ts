import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * A line that somebody types or pastes in the terminal; undefined after Ctrl-C and Ctrl-D.
 * @param isSecret nothing of it is shown
 */
export function lineFromTerminal(label: string, isSecret: boolean): Promise<string | undefined> {
  const { stdin: input, stderr } = process;
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: isSecret ? unseen : stderr, terminal: true });
  stderr.write(`${label}${isSecret ? ' (hidden)' : ''}: `);
  return new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => resolve(undefined));
    lines.once('close', () => resolve(undefined));
  }).then((line) => {
    lines.close();
    if (isSecret || line === undefined) stderr.write('\n');
    return line;
  });
}
