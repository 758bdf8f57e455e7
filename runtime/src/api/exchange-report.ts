import { causeOf } from '../fetch/unreachable.js';
import { type ExchangeReport, exchanges } from '../project/diagnostics.js';
import { REMOVED, withoutSecretLooks, withoutSecrets } from '../project/without-secrets.js';
import { ApiError } from './api-error.js';
import { secretsIn } from './error/secrets.js';
import type { OutgoingRequest } from './request.js';

/** A longer body is cut in the report. */
const MOST_CHARACTERS = 50_000;
/** Names of headers and parameters whose values are secret, whatever they look like. */
const SECRET_NAME = /auth|cookie|credential|key|passw|secret|session|signature|token|^sig$/i;

interface Exchange {
  call: string | undefined;
  /** As it was before it was signed. */
  request: OutgoingRequest;
  signed: OutgoingRequest;
  /** Parts of the credentials, which no report may contain. */
  known: readonly string[] | undefined;
  outcome: Response | ApiError;
  ms: number;
}

/** Publishes an exchange for development tools. */
export async function reportExchange(exchange: Exchange): Promise<void> {
  const { call, request, signed, known, outcome, ms } = exchange;
  const secrets = secretsIn(signed, request, known);
  const clean = (text: string) => withoutSecretLooks(withoutSecrets(text, secrets));
  const fields = (headers: Headers) =>
    Object.fromEntries(
      Array.from(headers, ([name, value]) => [
        name,
        SECRET_NAME.test(name) ? REMOVED : clean(value),
      ]),
    );
  const body = (bytes: Uint8Array) => shortened(clean(textOf(bytes)));
  const report: ExchangeReport = {
    call,
    method: signed.method,
    url: clean(withoutSecretParameters(signed.url)),
    requestHeaders: fields(signed.headers),
    requestBody: body(
      typeof signed.body === 'string' ? Buffer.from(signed.body) : (signed.body ?? Buffer.alloc(0)),
    ),
    ms,
    ...(outcome instanceof ApiError
      ? { problem: clean([outcome.message, causeOf(outcome.cause)].filter(Boolean).join(' ')) }
      : {
          status: outcome.status,
          responseHeaders: fields(outcome.headers),
          responseBody: body(new Uint8Array(await outcome.clone().arrayBuffer())),
        }),
  };
  exchanges.publish(report);
}

function withoutSecretParameters({ href }: URL): string {
  const url = new URL(href);
  url.username = url.password = '';
  for (const name of new Set(url.searchParams.keys()))
    if (SECRET_NAME.test(name)) url.searchParams.set(name, REMOVED);
  return url.href;
}

/** Text as it is, of anything else its size. */
function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\0') || text.includes('\uFFFD') ? `(${bytes.byteLength} bytes)` : text;
}

/** After credentials are removed: a part of one would not be found. */
function shortened(text: string): string {
  const rest = text.length - MOST_CHARACTERS;
  return rest > 0 ? `${text.slice(0, MOST_CHARACTERS)}… (${rest} more characters)` : text;
}
