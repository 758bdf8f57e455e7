import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfter } from '../api/error/rate-limit.js';
import { serverSentEvents } from '../fetch/server-sent-events.js';
import { withoutSecrets } from '../project/without-secrets.js';
import { truncate } from '../utils/truncate.js';
import { ModelError } from './model.js';

const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 30_000;
const IDLE_MS = 120_000;
/** A longer response is refused, including everything around its text. */
const MAX_CHARACTERS = 32_000_000;
/** Longer events are refused. */
const MAX_EVENT_CHARACTERS = 4_000_000;
const MAX_ERROR_BYTES = 10_000;
/** Anthropic adds 529: overloaded. */
const TEMPORARY: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 529]);

export interface Exchange {
  url: string;
  headers: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
  onRetry?: ((seconds: number) => void) | undefined;
}

/**
 * Posts a request and reads server-sent events. Repeats only what was refused as a whole: once a stream has begun, a
 * repetition would show text twice.
 */
export async function* events(exchange: Exchange): AsyncGenerator<Record<string, unknown>, void> {
  const idle = new AbortController();
  const signal = AbortSignal.any([exchange.signal, idle.signal]);
  const timer = setTimeout(() => idle.abort(), IDLE_MS);
  try {
    const response = await opened(exchange, signal, () => timer.refresh());
    if (!response.body) throw new ModelError('broken', 'The model sent an empty response.');
    let size = 0;
    for await (const { data } of serverSentEvents(response.body, MAX_EVENT_CHARACTERS)) {
      timer.refresh();
      size += data.length;
      if (size > MAX_CHARACTERS)
        throw new ModelError('broken', 'The response of the model is too large.');
      if (data === '[DONE]') return;
      yield parsed(data);
    }
  } catch (error) {
    exchange.signal.throwIfAborted();
    if (error instanceof ModelError) throw error;
    const what = idle.signal.aborted
      ? `The model sent nothing for ${IDLE_MS / 1000} s.`
      : 'The connection to the model failed.';
    throw new ModelError('broken', what, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function opened(
  { url, headers, body, onRetry }: Exchange,
  signal: AbortSignal,
  alive: () => void,
): Promise<Response> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
    // The key is for this address only. With "error", Node 20 and 22 forget the signal once garbage is collected.
    redirect: 'manual',
    signal,
  } as const;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init).catch((error: unknown) => {
      signal.throwIfAborted();
      return new ModelError('unavailable', 'The model cannot be reached.', { cause: error });
    });
    const isUnreachable = response instanceof ModelError;
    if (!isUnreachable && response.ok) return response;
    const failure = isUnreachable ? response : await failureOf(response, headers);
    const isTemporary = isUnreachable || TEMPORARY.has(response.status);
    const wait = (isUnreachable ? undefined : retryAfter(response.headers)) ?? backoff(attempt);
    if (!isTemporary || attempt >= ATTEMPTS || wait > LONGEST_WAIT_MS) throw failure;
    onRetry?.(wait / 1000);
    await sleep(wait, undefined, { signal });
    alive();
  }
}

async function failureOf(response: Response, headers: Exchange['headers']): Promise<ModelError> {
  const { status } = response;
  const text = await startOf(response.body).catch(() => '');
  // The text then quotes the key.
  if (status === 401 || status === 403)
    return new ModelError('unauthorized', `The model refused the key (status ${status}).`);
  if (status === 429) return new ModelError('limited', 'The model refused: too many requests.');
  if (status >= 500)
    return new ModelError('unavailable', `The model is not available (status ${status}).`);
  const keys = Object.values(headers).map((value) => value.replace(/^Bearer /, ''));
  const reason = /"message"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1] ?? text;
  return new ModelError(
    'rejected',
    `The model rejected the request (status ${status}): ${truncate(withoutSecrets(reason, keys), 300)}`,
  );
}

/** As much of an error as is of use; the rest is not read. */
async function startOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_ERROR_BYTES);
}

const backoff = (attempt: number) => Math.random() * 500 * 2 ** attempt;

function parsed(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  throw new ModelError('broken', 'The model sent an event that is not JSON.');
}
