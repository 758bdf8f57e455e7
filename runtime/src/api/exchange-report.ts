import { causeOf } from '../fetch/unreachable.js';
import { type ExchangeReport, exchanges } from '../project/diagnostics.js';
import { REMOVED, withoutSecretLooks, withoutSecrets } from '../project/without-secrets.js';
import { ApiError } from './api-error.js';
import { secretsIn } from './error/secrets.js';
import type { OutgoingRequest } from './request.js';

/** Longest body in a report. */
const MAX_BODY_LENGTH = 50_000;
/** Names of headers and parameters whose values are always secret. */
const SECRET_NAME = /auth|cookie|credential|key|passw|secret|session|signature|token|^sig$/i;

interface ReportedExchange {
  call: string | undefined;
  /** The request before it was signed. */
  request: OutgoingRequest;
  signed: OutgoingRequest;
  /** Secret values of the credentials, which no report may contain. */
  credentialSecrets: readonly string[] | undefined;
  outcome: Response | ApiError;
  ms: number;
}

/** Publishes an exchange for development tools. */
export async function reportExchange(exchange: ReportedExchange): Promise<void> {
  const { call, request, signed, credentialSecrets: known, outcome, ms } = exchange;
  const secrets = secretsIn(signed, request, known);
  const clean = (text: string) => withoutSecretLooks(withoutSecrets(text, secrets));
  const fields = (headers: Headers) =>
    Object.fromEntries(
      Array.from(headers, ([name, value]) => [
        name,
        SECRET_NAME.test(name) ? REMOVED : clean(value),
      ]),
    );
  const body = (bytes: Uint8Array) => truncateBody(clean(textOf(bytes)));
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

/** A body as text, or its size if it is not text. */
function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\0') || text.includes('\uFFFD') ? `(${bytes.byteLength} bytes)` : text;
}

/** Truncates a text after credentials are removed, because a part of one would not be found. */
function truncateBody(text: string): string {
  const omitted = text.length - MAX_BODY_LENGTH;
  return omitted > 0 ? `${text.slice(0, MAX_BODY_LENGTH)}… (${omitted} more characters)` : text;
}
