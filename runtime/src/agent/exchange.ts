import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfter } from '../api/error/rate-limit.js';
import { streamedFetch } from '../fetch/bounded-fetch.js';
import { serverSentEvents } from '../fetch/server-sent-events.js';
import { TEMPORARY_STATUSES } from '../utils/temporary-statuses.js';
import { wellFormedJson } from '../utils/truncate.js';
import { ModelError } from './model.js';
import { errorStatus, responseFailure } from './services/failure.js';

const ATTEMPTS = 4;
const MAX_WAIT_MS = 30_000;
const IDLE_MS = 120_000;
/** Longest response, including everything around its text. */
const MAX_CHARACTERS = 32_000_000;
/** Longest event. */
const MAX_EVENT_CHARACTERS = 4_000_000;
const MAX_ERROR_BYTES = 10_000;

/** A request to the service of a model, which is repeated after temporary failures. */
export interface ModelExchange {
  url: string;
  headers: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
  onRetry?: ((seconds: number) => void) | undefined;
}

type StreamEvent = Record<string, unknown>;

/** Marks the end of a stream (`[DONE]`), or of the one JSON document sent in its place. */
export const END_OF_STREAM: StreamEvent = { done: true };

/**
 * Posts a request and reads server-sent events. Only a request that was refused as a whole is
 * repeated: after the start of a stream, a repetition would show text twice.
 */
export async function* modelEvents(exchange: ModelExchange): AsyncGenerator<StreamEvent, void> {
  const idleControl = new AbortController();
  const signal = AbortSignal.any([exchange.signal, idleControl.signal]);
  const timer = setTimeout(() => idleControl.abort(), IDLE_MS);
  const resetTimer = () => timer.refresh();
  try {
    yield* await openStream(exchange, signal, resetTimer);
  } catch (error) {
    exchange.signal.throwIfAborted();
    if (error instanceof ModelError) throw error;
    const problem = idleControl.signal.aborted
      ? `The model sent nothing for ${IDLE_MS / 1000} s.`
      : 'The connection to the model failed.';
    throw new ModelError('broken', problem, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

interface RefusedAttempt {
  failure: ModelError;
  isTemporary: boolean;
  waitMs?: number | undefined;
}

/** Opens the events of the first attempt that is not refused by its status or its first event. */
async function openStream(
  exchange: ModelExchange,
  signal: AbortSignal,
  alive: () => void,
): Promise<AsyncGenerator<StreamEvent, void>> {
  // Parsers in other languages reject lone surrogates.
  const body = JSON.stringify(wellFormedJson(exchange.body));
  for (let attempt = 1; ; attempt++) {
    const streamOrRefusal = await attemptRequest({ ...exchange, body }, signal, alive);
    if (!('failure' in streamOrRefusal)) return streamOrRefusal;
    const { failure, isTemporary, waitMs = backoff(attempt) } = streamOrRefusal;
    if (!isTemporary || attempt >= ATTEMPTS || waitMs > MAX_WAIT_MS) throw failure;
    exchange.onRetry?.(waitMs / 1000);
    await sleep(waitMs, undefined, { signal });
    alive();
  }
}

async function attemptRequest(
  { url, headers, body }: ModelExchange & { body: string },
  signal: AbortSignal,
  alive: () => void,
): Promise<AsyncGenerator<StreamEvent, void> | RefusedAttempt> {
  const response = await streamedFetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body,
    // The key is for this address only. With "error", Node.js 20 and 22 lose the signal in a
    // garbage collection.
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    return new ModelError('unavailable', 'The model cannot be reached.', { cause: error });
  });
  if (response instanceof ModelError) return { failure: response, isTemporary: true };
  const secrets = Object.values(headers).map((value) => value.replace(/^Bearer /, ''));
  const refuseAttempt = (status: number, reason: unknown): RefusedAttempt => {
    const failure = responseFailure(status, reason, secrets);
    const isTemporary =
      TEMPORARY_STATUSES.has(status) && ['limited', 'unavailable'].includes(failure.fault);
    return { failure, isTemporary, waitMs: retryAfter(response.headers) };
  };
  if (!response.ok) {
    const text = await firstText(response.body).catch(() => '');
    return refuseAttempt(response.status, jsonOrUndefined(text) ?? messageInErrorText(text));
  }
  if (!response.body) throw new ModelError('broken', 'The model sent an empty response.');
  const stream = streamEvents(response.body, alive);
  const first = await stream.next();
  const error = first.done ? undefined : errorIn(first.value);
  if (error !== undefined) {
    await stream.return();
    return refuseAttempt(errorStatus(error, response.status), error);
  }
  return (async function* () {
    if (!first.done) yield first.value;
    for await (const event of stream) {
      const laterError = errorIn(event);
      if (laterError !== undefined)
        throw refuseAttempt(errorStatus(laterError, response.status), laterError).failure;
      yield event;
    }
  })();
}

/**
 * Returns the events of a stream, or of one JSON document: some relays do not stream, whatever content
 * type they send. The first character decides.
 */
async function* streamEvents(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): AsyncGenerator<StreamEvent, void> {
  const chunks = body[Symbol.asyncIterator]();
  const firstChunks: Uint8Array[] = [];
  let start = '';
  while (start === '') {
    const { done, value } = await chunks.next();
    if (done) return;
    firstChunks.push(value);
    start = Buffer.concat(firstChunks).toString('utf8').trimStart(); // removes a byte order mark, too
  }
  async function* allChunks(): AsyncGenerator<Uint8Array, void> {
    yield* firstChunks;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  if (start.startsWith('<'))
    throw new ModelError('rejected', 'The address of the model serves a web page.');
  let size = 0;
  const count = (length: number) => {
    alive();
    size += length;
    if (size > MAX_CHARACTERS)
      throw new ModelError('broken', 'The response of the model is too large.');
  };
  if (/^[{[]/.test(start)) {
    const documentChunks: Uint8Array[] = [];
    for await (const chunk of allChunks()) {
      count(chunk.byteLength);
      documentChunks.push(chunk);
    }
    const document = parseEvent(new TextDecoder().decode(Buffer.concat(documentChunks)));
    yield Array.isArray(document) ? (document[0] as StreamEvent) : document;
    yield END_OF_STREAM;
    return;
  }
  for await (const { type, data } of serverSentEvents(allChunks(), MAX_EVENT_CHARACTERS)) {
    count(data.length);
    if (data.trim() === '[DONE]') {
      yield END_OF_STREAM;
      return;
    }
    const event = parseEvent(data);
    yield type === 'error' && !event.error ? { error: event } : event;
  }
}

/** Returns the error that an event reports in place of a part of the response. */
function errorIn(event: StreamEvent): unknown {
  const { error, type, choices, content, message, detail, msg } = event;
  if (error !== undefined && error !== null && error !== false && error !== '') return error;
  if (type === 'error') return event;
  const isOther = [type, choices, content].some((value) => value !== undefined) || 'usage' in event;
  return isOther ? undefined : [message, detail, msg].find((value) => typeof value === 'string');
}

/** Returns the start of an error response; the rest is not read. */
async function firstText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_ERROR_BYTES);
}

/** Returns the message in the text of an error that is truncated or part of a stream. */
const messageInErrorText = (text: string): string =>
  /"message"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1] ?? text;

const backoff = (attempt: number) => Math.random() * 500 * 2 ** attempt;

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseEvent(data: string): StreamEvent {
  const value = jsonOrUndefined(data);
  if (typeof value === 'object' && value !== null) return value as StreamEvent;
  throw new ModelError('broken', 'The model sent an event that is not JSON.');
}
