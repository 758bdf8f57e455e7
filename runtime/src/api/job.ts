import { setTimeout as sleep } from 'node:timers/promises';
import type { CallContext } from '../call/call-context.js';
import { remainingMs } from '../fetch/deadline.js';
import { ApiError, quoteApi } from './api-error.js';
import type { Checked } from './api-path.js';
import type { SendRequest } from './client.js';
import { valueAt } from './dotted-path.js';
import { wordsOrBody } from './error/api-words.js';
import { retryAfter } from './error/rate-limit.js';
import { type ApiRequest, link } from './request.js';
import type { ApiResponse } from './response.js';

/** Headers with the address of a job: those of Azure, and that of RFC 9110 section 15.3.3. */
const ADDRESSES = ['operation-location', 'azure-asyncoperation', 'location'] as const;

/** Where a job says what it does. */
const STATES = ['status', 'state'] as const;

/** Without spaces, `-` and `_`. */
const RUNNING =
  /^(accepted|creating|deleting|executing|inprogress|new|notstarted|pending|processing|provisioning|queued|running|started|starting|submitted|updating|validating|waiting|working)$/;
const FAILED =
  /^(aborted|canceled|cancelled|denied|error|errored|expired|failed|failure|rejected|timedout)$/;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** What the last request may take. */
const RESERVE_MS = 5_000;

/**
 * The response to a request that the API may accept and carry out later: where its status is 202 and it has the address of
 * the job, in `Operation-Location`, `Azure-AsyncOperation` or `Location`, that address is read until it has another status
 * than 202 and its body names no state of a job that still runs, in `status` or `state`. Any other response is returned as
 * it is. The client is told of the progress.
 * @throws ApiError where the job fails, or still runs when the time of the call is over
 */
export async function finished<const Path extends string>(
  call: SendRequest,
  request: ApiRequest<Path & Checked<Path>>,
  context: CallContext,
): Promise<ApiResponse> {
  const began = performance.now();
  let response = await call(request, context);
  const address = addressOf(response);
  if (address === undefined) return response;
  let wait = FIRST_WAIT_MS;
  for (;;) {
    const ms = retryAfter(response.headers) ?? wait;
    if (ms + RESERVE_MS > remainingMs(context)) throw stillRunning(address);
    await sleep(ms, undefined, { signal: context.signal });
    wait = Math.min(LONGEST_WAIT_MS, wait * 1.5);
    response = await read(call, stateRequest(request, address), context, response);
    const state = stateOf(response);
    if (FAILED.test(plain(state))) throw failed(state, response);
    if (response.status !== 202 && !RUNNING.test(plain(state))) return response;
    const seconds = Math.round((performance.now() - began) / 1000);
    context.progress?.({ progress: seconds, message: state || 'running' });
  }
}

/** On the host of the API; an address elsewhere gets no credentials, so it is left to the caller. */
function addressOf({ status, headers, url = '' }: ApiResponse): string | undefined {
  if (status !== 202) return undefined;
  const statusAddress = ADDRESSES.map((name) => headers.get(name)).find((value) => value !== null);
  if (!statusAddress || !URL.canParse(statusAddress, url)) return undefined;
  const address = new URL(statusAddress, url);
  return address.origin === new URL(url).origin ? address.href : undefined;
}

/** It goes where the first request went, and is signed as that one. */
const stateRequest = (
  { baseUrl, signIn }: Pick<ApiRequest, 'baseUrl' | 'signIn'>,
  address: string,
): ApiRequest => ({
  method: 'GET',
  ...(baseUrl !== undefined && { baseUrl }),
  path: link(address),
  ...(signIn && { signIn }),
});

/** What is being made may not exist yet: then the job is as it was before. */
async function read(
  call: SendRequest,
  request: ApiRequest,
  context: CallContext,
  before: ApiResponse,
): Promise<ApiResponse> {
  try {
    return await call(request, context);
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'missing') return { ...before, status: 202 };
    throw error;
  }
}

function stateOf({ body }: ApiResponse): string {
  const state = STATES.map((name) => valueAt(body, name)).find((one) => typeof one === 'string');
  return typeof state === 'string' ? state : '';
}

const plain = (state: string) => state.toLowerCase().replace(/[\s_-]/g, '');

function failed(state: string, { headers, text = '', quotable }: ApiResponse): ApiError {
  const words = wordsOrBody(text, headers.get('content-type') ?? '').join('; ');
  const message = `The API accepted the request, and the job ended as "${plain(state)}".`;
  return new ApiError('response', message, { evidence: quoteApi(quotable?.(words) ?? '') });
}

const stillRunning = (address: string) =>
  new ApiError(
    'unavailable',
    `The API accepted the request, and the job still runs. Do not repeat the call. Its state is at ${address}: read that later.`,
  );
