import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfter } from '../api/error/rate-limit.js';
import { streamedFetch } from '../fetch/bounded-fetch.js';
import { serverSentEvents } from '../fetch/server-sent-events.js';
import { wellFormedJson } from '../utils/truncate.js';
import { ModelError } from './model.js';
import { failureOf, statusOf } from './services/failure.js';

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

type Event = Record<string, unknown>;

/** The end of a stream (`[DONE]`), or of the one JSON document that came in place of a stream. */
export const DONE: Event = { done: true };

/**
 * Posts a request and reads server-sent events. Repeats only what was refused as a whole: once a stream has begun, a
 * repetition would show text twice.
 */
export async function* events(exchange: Exchange): AsyncGenerator<Event, void> {
  const idle = new AbortController();
  const signal = AbortSignal.any([exchange.signal, idle.signal]);
  const timer = setTimeout(() => idle.abort(), IDLE_MS);
  const alive = () => timer.refresh();
  try {
    yield* await opened(exchange, signal, alive);
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

interface Refused {
  failure: ModelError;
  isTemporary: boolean;
  waitMs?: number | undefined;
}

/** The events of the first attempt that is not refused as a whole: by its status, or by its first event. */
async function opened(
  exchange: Exchange,
  signal: AbortSignal,
  alive: () => void,
): Promise<AsyncGenerator<Event, void>> {
  // Parsers of other languages refuse halves of characters.
  const body = JSON.stringify(wellFormedJson(exchange.body));
  for (let attempt = 1; ; attempt++) {
    const outcome = await attempted({ ...exchange, body }, signal, alive);
    if (!('failure' in outcome)) return outcome;
    const { failure, isTemporary, waitMs = backoff(attempt) } = outcome;
    if (!isTemporary || attempt >= ATTEMPTS || waitMs > LONGEST_WAIT_MS) throw failure;
    exchange.onRetry?.(waitMs / 1000);
    await sleep(waitMs, undefined, { signal });
    alive();
  }
}

async function attempted(
  { url, headers, body }: Exchange & { body: string },
  signal: AbortSignal,
  alive: () => void,
): Promise<AsyncGenerator<Event, void> | Refused> {
  const response = await streamedFetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body,
    // The key is for this address only. With "error", Node 20 and 22 forget the signal once garbage is collected.
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    return new ModelError('unavailable', 'The model cannot be reached.', { cause: error });
  });
  if (response instanceof ModelError) return { failure: response, isTemporary: true };
  const secrets = Object.values(headers).map((value) => value.replace(/^Bearer /, ''));
  const refused = (status: number, reason: unknown): Refused => {
    const failure = failureOf(status, reason, secrets);
    const isTemporary = TEMPORARY.has(status) && ['limited', 'unavailable'].includes(failure.fault);
    return { failure, isTemporary, waitMs: retryAfter(response.headers) };
  };
  if (!response.ok) {
    const text = await startOf(response.body).catch(() => '');
    return refused(response.status, jsonIn(text) ?? messageIn(text));
  }
  if (!response.body) throw new ModelError('broken', 'The model sent an empty response.');
  const stream = parts(response.body, alive);
  const first = await stream.next();
  const error = first.done ? undefined : errorIn(first.value);
  if (error !== undefined) {
    await stream.return();
    return refused(statusOf(error, response.status), error);
  }
  return (async function* () {
    if (!first.done) yield first.value;
    for await (const event of stream) {
      const later = errorIn(event);
      if (later !== undefined) throw refused(statusOf(later, response.status), later).failure;
      yield event;
    }
  })();
}

/** Events, or one JSON document: some relays do not stream, whatever type they state. The first character decides. */
async function* parts(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): AsyncGenerator<Event, void> {
  const chunks = body[Symbol.asyncIterator]();
  const begin: Uint8Array[] = [];
  let start = '';
  while (start === '') {
    const { done, value } = await chunks.next();
    if (done) return;
    begin.push(value);
    start = Buffer.concat(begin).toString('utf8').trimStart(); // removes a byte order mark, too
  }
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    yield* begin;
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
    const read: Uint8Array[] = [];
    for await (const chunk of whole()) {
      count(chunk.byteLength);
      read.push(chunk);
    }
    const document = parsed(new TextDecoder().decode(Buffer.concat(read)));
    yield Array.isArray(document) ? (document[0] as Event) : document;
    yield DONE;
    return;
  }
  for await (const { type, data } of serverSentEvents(whole(), MAX_EVENT_CHARACTERS)) {
    count(data.length);
    if (data.trim() === '[DONE]') {
      yield DONE;
      return;
    }
    const event = parsed(data);
    yield type === 'error' && !event.error ? { error: event } : event;
  }
}

/** What an event reports instead of a part of the response. */
function errorIn(event: Event): unknown {
  const { error, type, choices, content, message, detail, msg } = event;
  if (error !== undefined && error !== null && error !== false && error !== '') return error;
  if (type === 'error') return event;
  const isOther = [type, choices, content].some((each) => each !== undefined) || 'usage' in event;
  return isOther ? undefined : [message, detail, msg].find((each) => typeof each === 'string');
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

/** The message of an error whose text is cut off or part of a stream. */
const messageIn = (text: string): string =>
  /"message"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1] ?? text;

const backoff = (attempt: number) => Math.random() * 500 * 2 ** attempt;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parsed(data: string): Event {
  const value = jsonIn(data);
  if (typeof value === 'object' && value !== null) return value as Event;
  throw new ModelError('broken', 'The model sent an event that is not JSON.');
}
