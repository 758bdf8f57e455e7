import { unreachableReason } from '../fetch/unreachable.js';
import {
  type ExchangeRecording,
  type ExchangeReport,
  exchanges,
  recordings,
} from '../project/diagnostics.js';
import { REMOVED_SECRET, withoutSecretLooks, withoutSecrets } from '../project/without-secrets.js';
import { ApiError } from './api-error.js';
import { secretsIn } from './error/secrets.js';
import type { ApiRequest, OutgoingRequest } from './request.js';

const MAX_BODY_LENGTH = 50_000;
/** Names of headers and parameters whose values are always secret. */
const SECRET_NAME = /auth|cookie|credential|key|passw|secret|session|signature|token|^sig$/i;

interface ReportedExchange {
  call: string | undefined;
  apiRequest: ApiRequest<string>;
  base: string;
  /** The header with the key of the change. */
  idempotencyKey: string | undefined;
  /** The request before it was signed. */
  request: OutgoingRequest;
  /** The URL before it was signed, which after a redirect is not that of the request. */
  url: URL;
  signed: OutgoingRequest;
  /** Secret values of the credentials, which no report may contain. */
  credentialSecrets: readonly string[] | undefined;
  outcome: Response | ApiError;
  ms: number;
}

/** Publishes an exchange for development tools, and whole for those that record it. */
export async function reportExchange(exchange: ReportedExchange): Promise<void> {
  if (recordings.hasSubscribers) recordings.publish(await recordingOf(exchange));
  if (!exchanges.hasSubscribers) return;
  const { call, request, signed: signedRequest, credentialSecrets, outcome, ms } = exchange;
  const secrets = secretsIn(signedRequest, request, credentialSecrets);
  const clean = (text: string) => withoutSecretLooks(withoutSecrets(text, secrets));
  const fields = (headers: Headers) =>
    Object.fromEntries(
      Array.from(headers, ([name, value]) => [
        name,
        SECRET_NAME.test(name) ? REMOVED_SECRET : clean(value),
      ]),
    );
  const body = (bytes: Uint8Array) => truncateBody(clean(bodyText(bytes)));
  const report: ExchangeReport = {
    call,
    method: signedRequest.method,
    url: clean(withoutSecretParameters(signedRequest.url)),
    requestHeaders: fields(signedRequest.headers),
    requestBody: body(
      typeof signedRequest.body === 'string'
        ? Buffer.from(signedRequest.body)
        : (signedRequest.body ?? Buffer.alloc(0)),
    ),
    ms,
    ...(outcome instanceof ApiError
      ? {
          problem: clean(
            [outcome.message, unreachableReason(outcome.cause)].filter(Boolean).join(' '),
          ),
        }
      : {
          status: outcome.status,
          responseHeaders: fields(outcome.headers),
          responseBody: body(new Uint8Array(await outcome.clone().arrayBuffer())),
        }),
  };
  exchanges.publish(report);
}

/** Shortest part of a signed header that counts as a secret; shorter ones are dates, regions and names. */
const MIN_PART_LENGTH = 20;

async function recordingOf(exchange: ReportedExchange): Promise<ExchangeRecording> {
  const {
    call,
    apiRequest,
    base,
    request,
    url,
    signed: signedRequest,
    credentialSecrets = [],
  } = exchange;
  const { outcome, idempotencyKey } = exchange;
  const { baseUrl, signIn } = apiRequest;
  return {
    call,
    method: request.method,
    url: url.href,
    base,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(signIn && { signIn }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(request.body ?? '').toString('base64'),
    ...(!(outcome instanceof ApiError) && {
      response: {
        status: outcome.status,
        headers: Object.fromEntries(outcome.headers),
        body: Buffer.from(await outcome.clone().arrayBuffer()).toString('base64'),
      },
    }),
    secrets: [
      ...credentialSecrets,
      ...secretsIn(signedRequest, request, credentialSecrets, MIN_PART_LENGTH),
    ],
  };
}

function withoutSecretParameters({ href }: URL): string {
  const url = new URL(href);
  url.username = url.password = '';
  for (const name of new Set(url.searchParams.keys()))
    if (SECRET_NAME.test(name)) url.searchParams.set(name, REMOVED_SECRET);
  return url.href;
}

/** Returns a body as text, or its size if it is not text. */
function bodyText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\0') || text.includes('\uFFFD') ? `(${bytes.byteLength} bytes)` : text;
}

/** Truncates a text after credentials are removed, because a part of one would not be found. */
function truncateBody(text: string): string {
  const omittedLength = text.length - MAX_BODY_LENGTH;
  return omittedLength > 0
    ? `${text.slice(0, MAX_BODY_LENGTH)}… (${omittedLength} more characters)`
    : text;
}
