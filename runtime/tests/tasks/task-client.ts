import { setTimeout as sleep } from 'node:timers/promises';

/** Messages of a client with the extension, which no released SDK can send. */
export interface TaskResult {
  [member: string]: unknown;
  taskId: string;
  status: string;
  statusMessage?: string;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
  inputRequests?: Record<string, unknown>;
}

const EXTENSION = 'io.modelcontextprotocol/tasks';
export const REQUEST_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {
    elicitation: { form: {} },
    extensions: { [EXTENSION]: {} },
  },
};

/** Sends one request. @returns its result, or its error */
export async function send(
  url: string,
  method: string,
  params: Record<string, unknown>,
  token?: string,
): Promise<TaskResult & { code?: number; message?: string }> {
  const message = { method, params: { ...params, _meta: REQUEST_META } };
  const { result, error } = await dispatch(url, message, token);
  return (result ?? error) as TaskResult;
}

export interface Message {
  method: string;
  params: Record<string, unknown>;
}

/** Posts one message. @returns the response to it */
export async function dispatch(
  url: string,
  message: Message,
  token?: string,
): Promise<Record<string, unknown>> {
  const { method, params } = message;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      'mcp-name': String(params.name ?? params.taskId),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }),
    signal: AbortSignal.timeout(8_000),
  });
  const text = await response.text();
  const json = text.startsWith('{')
    ? text
    : text
        .split('\n')
        .find((line) => line.startsWith('data: {'))
        ?.slice('data: '.length);
  return JSON.parse(json ?? '{}') as Record<string, unknown>;
}

export const callTask = (url: string, name: string, args: object = {}, token?: string) =>
  send(url, 'tools/call', { name, arguments: args }, token);

/** Reads a task until it has another status than `working`. */
export async function settled(url: string, taskId: string, token?: string): Promise<TaskResult> {
  for (;;) {
    const task = await send(url, 'tasks/get', { taskId }, token);
    if (task.status !== 'working') return task;
    await sleep(20);
  }
}
