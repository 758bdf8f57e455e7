import { onTestFinished } from 'vitest';
import { defineProvider } from '../../src/index.js';
import type { LogLine } from '../../src/project/interfaces.js';
import type { ServerEvent } from '../../src/project/metrics.js';
import type { HttpLimits } from '../../src/serving/http/limits.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { addTools } from '../add-tools.js';
import { smallProject } from '../small-project.js';
import { serveProvider } from './provider-server.js';

/** A call of a tool without arguments. */
export const call = (name: string, id = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: {} } });

/** A server with a tool that ends when it is told to, and one with a long result. */
export async function serve(limits: Partial<HttpLimits>, options: Partial<HttpOptions> = {}) {
  const lines: LogLine[] = [];
  const events: ServerEvent[] = [];
  const metrics = {
    record: (event: ServerEvent) => void events.push(event),
    contentType: 'text/plain',
    text: async () => `${events.length} events`,
  };
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const signals: AbortSignal[] = [];
  let started: () => void = () => {};
  /** Resolves when as many calls of "wait" have started. */
  async function running(count = 1): Promise<void> {
    while (signals.length < count) await new Promise<void>((resolve) => (started = resolve));
  }
  addTools(provider, {
    async wait({ signal }) {
      signals.push(signal);
      started();
      await released;
      return 'done';
    },
    long: () => 'x'.repeat(5_000),
  });
  const project = smallProject(provider, { log: (line) => lines.push(line), metrics });
  const { url, endpoint, close } = await serveProvider(project, { limits, metrics, ...options });
  // Before the server closes, which waits for its calls.
  onTestFinished(() => release());
  return { url, endpoint, close, lines, events, release, running, signals };
}
