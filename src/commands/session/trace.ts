import type { ExchangeReport } from '../../../runtime/src/provider/diagnostics.js';
import { parsedJson } from '../../model/json.js';
import type { TracedCall, TraceMessage } from '../../model/trace.js';

/** What the process of a project prints of its calls on stderr, a JSON document a line. */
export class Trace {
  #rest = '';
  readonly #messages: TraceMessage[] = [];

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parsedJson(line);
      if (isTrace(message)) this.#messages.push(message);
    }
  }

  /** Where the last call went wrong, and what was sent to the API and came back. @param shown what the client saw */
  lines(shown: string): string[] {
    const call = this.#messages.findLast((message) => 'call' in message)?.call;
    if (!call) return [];
    const own = this.#messages.flatMap((message) =>
      'exchange' in message && message.exchange.call === call.call ? [message.exchange] : [],
    );
    return [...callLines(call, shown), ...own.flatMap(exchangeLines)];
  }
}

const isTrace = (value: unknown): value is TraceMessage =>
  typeof value === 'object' && value !== null && ('call' in value || 'exchange' in value);

const callLines = ({ problem, places }: TracedCall, shown: string): string[] => [
  ...(problem === undefined || problem === shown ? [] : [problem]),
  ...places.map((place) => `  at ${place}`),
];

/** Characters of a body; all of them are on the page of `mcp-provider dev`. */
const MOST_CHARACTERS = 2_000;

/** A request and what came of it. */
function exchangeLines(exchange: ExchangeReport): string[] {
  const { method, url, requestBody, ms, status, responseBody = '', problem } = exchange;
  return [
    `${method} ${url} → ${status ?? 'no response'} (${Math.round(ms)} ms)`,
    ...[requestBody, problem ?? responseBody].filter(Boolean).map((text) => indented(cut(text))),
  ];
}

const cut = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

const indented = (text: string): string => text.replace(/^/gm, '  ');
