import type { LogLine } from './log.js';

let waiting = '';

/**
 * One JSON line on stderr: stdout belongs to the protocol. Lines of calls that end at the same time are written together,
 * because each write blocks until the reader has taken it.
 */
export function writeLine(line: LogLine): void {
  if (waiting === '') setImmediate(flush);
  waiting += `${JSON.stringify(line)}\n`;
  if (line.level === 'error') flush();
}

function flush(): void {
  if (waiting === '') return;
  process.stderr.write(waiting);
  waiting = '';
}

process.once('exit', flush);
