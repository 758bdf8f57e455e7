import { beforeEach } from 'vitest';
import type { LogLine } from '../serving/log.js';
import { useLogSink } from '../serving/log.js';

/** What the server logs is printed where a test fails. */
export function useTestLog(): void {
  beforeEach(({ onTestFailed }) => {
    const lines: LogLine[] = [];
    useLogSink((line) => lines.push(line));
    onTestFailed(() => {
      for (const line of lines) console.error(JSON.stringify(line));
    });
  });
}
