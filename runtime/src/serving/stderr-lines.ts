import { lineForPeople } from './line-for-people.js';
import type { LogLine } from './log.js';

let waiting = '';

/**
 * One JSON line on stderr, or a line for people in a terminal: stdout belongs to the protocol. Lines of calls that end at the same time are written together,
 * because each write blocks until the reader has taken it.
 */
export function writeLine(line: LogLine): void {
  if (waiting === '') setImmediate(flush);
  waiting += `${process.stderr.isTTY ? lineForPeople(line) : JSON.stringify(line)}\n`;
  if (line.level === 'error') flush();
}

function flush(): void {
  if (waiting === '') return;
  process.stderr.write(waiting);
  waiting = '';
}

process.once('exit', flush);
