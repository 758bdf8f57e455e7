import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ExchangeReport } from '../../../runtime/src/project/diagnostics.js';
import { parseJson } from '../../model/json.js';
import type { TraceMessage } from '../../model/trace.js';

/** A call from the page or a client, as the page shows it. */
interface ShownCall {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  provider: string;
  method: string;
  /** Name of the tool or prompt, or URI of the resource. */
  name: string;
  args: unknown;
  client: string;
  state: 'running' | 'done' | 'error';
  ms?: number;
  build?: number;
  /** The result as the client got it. */
  response?: RpcMessage;
  exchanges: ExchangeReport[];
  /** Source positions in the stack of an error that the provider's code threw. */
  places?: readonly string[];
  problem?: string;
}

export interface RpcMessage {
  id?: unknown;
  method?: string;
  params?: {
    name?: string;
    uri?: string;
    arguments?: unknown;
    notifications?: Record<string, boolean>;
    _meta?: Record<string, { name?: string } | undefined>;
  };
  result?: { isError?: boolean };
  error?: unknown;
}

const TRACED_METHODS = ['tools/call', 'resources/read', 'prompts/get'];
const MAX_CALLS = 200;
const CLIENT_INFO = 'io.modelcontextprotocol/clientInfo';

/** The latest calls, oldest first. */
export class CallList {
  readonly list: ShownCall[] = [];

  constructor(private readonly onChange: (call: ShownCall) => void) {}

  /** Records a request; undefined for messages that call no code of a provider. */
  begin(provider: string, { method, params }: RpcMessage, headers: IncomingHttpHeaders) {
    if (method === undefined || !TRACED_METHODS.includes(method)) return undefined;
    const agent = headers['user-agent']?.slice(0, 40) ?? 'unknown';
    const isPage = headers['x-dev-page'] !== undefined;
    const call: ShownCall = {
      id: randomUUID(),
      at: Date.now(),
      provider,
      method,
      name: params?.name ?? params?.uri ?? '',
      args: params?.arguments ?? {},
      client: isPage ? 'this page' : (params?._meta?.[CLIENT_INFO]?.name ?? agent),
      state: 'running',
      exchanges: [],
    };
    this.list.push(call);
    if (this.list.length > MAX_CALLS) this.list.shift();
    this.onChange(call);
    return call;
  }

  end(call: ShownCall, body: string, { ms, build }: { ms: number; build: number }): void {
    const response = lastMessage(body);
    const hasFailed =
      !response || response.error !== undefined || response.result?.isError === true;
    Object.assign(call, { state: hasFailed ? 'error' : 'done', ms, build, response });
    this.onChange(call);
  }

  note(message: TraceMessage): void {
    const id = 'exchange' in message ? message.exchange.call : message.call.call;
    const call = this.list.findLast((candidate) => candidate.id === id);
    if (!call) return;
    if ('exchange' in message) call.exchanges.push(message.exchange);
    else {
      const { places, problem } = message.call;
      Object.assign(call, { places, problem });
    }
    this.onChange(call);
  }

  clear(): void {
    this.list.length = 0;
  }
}

/** Returns a message in a body: JSON, or the last response of an event stream. */
export function lastMessage(body: string): RpcMessage | undefined {
  const texts = body.startsWith('{')
    ? [body]
    : Array.from(body.matchAll(/^data: ?(.*)$/gm), ([, data = '']) => data);
  return texts
    .map((text) => parseJson(text) as RpcMessage | undefined)
    .findLast((message) => message && ('result' in message || 'error' in message));
}
