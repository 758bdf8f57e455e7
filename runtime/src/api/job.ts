import { setTimeout as sleep } from 'node:timers/promises';
import { recordOf } from '../call/call-context.js';
import { TaskCancelledError } from '../call/call-limit.js';
import { appendSentence } from '../call/effects.js';
import { remainingMs } from '../fetch/deadline.js';
import type { ApiContext } from './api-context.js';
import { ApiError, quoteApi } from './api-error.js';
import type { Checked } from './api-path.js';
import { valueAt } from './dotted-path.js';
import { messagesOrBody } from './error/api-words.js';
import { retryAfter } from './error/rate-limit.js';
import {
  isEndedWell,
  isFailedState,
  isRunningState,
  type JobDescription,
  normalizeState,
  STATE_KEYS,
} from './job-state.js';
import { type ApiRequest, link, path } from './request.js';
import type { ApiResponse } from './response.js';

/** Headers of Azure with the URL of a job, whatever the status of the response is. */
const JOB_HEADERS = ['operation-location', 'azure-asyncoperation'] as const;
/** Headers with the URL of a job in responses with status 202: `Location` is that of RFC 9110 section 15.3.3. */
const URL_HEADERS = [...JOB_HEADERS, 'location'] as const;

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10_000;
/** Time for the last request. */
const RESERVE_MS = 5_000;
/** Time for the request that cancels a job. */
const CANCEL_MS = 10_000;

/** The requests for a job that the API has accepted, at its address now. */
interface JobRequests {
  state: ApiRequest;
  cancel?: ApiRequest | undefined;
}

/**
 * Sends a request that the API may complete later. If the response has status 202 and the URL of a
 * job in `Operation-Location`, `Azure-AsyncOperation` or `Location`, or a running state and the path that `job` states, that
 * URL is read until its status is not 202 and its body names no running state. A GET with status 202 and no URL is sent
 * again. Any other response is returned unchanged. The client receives progress. A task that is cancelled cancels the job, if
 * `job` says how.
 * @throws ApiError if the job fails, or still runs at the deadline of the call
 */
export async function finished<const Path extends string>(
  context: ApiContext,
  request: ApiRequest<Path & Checked<Path>>,
  job: JobDescription = {},
): Promise<ApiResponse> {
  const first: ApiRequest = request;
  const response = await context.api(first);
  const requests = jobRequests(first, response, job);
  if (!requests) return response;
  const record = recordOf(context);
  record.leaveJob = () => leaveJob(requests, context);
  try {
    return await jobEnd(requests, context, job, response);
  } finally {
    // A call that has ended reads it after this wait.
    if (!context.signal.aborted) record.leaveJob = undefined;
  }
}

/** Reads the state of a job until it has ended. @throws ApiError if it fails, or still runs at the deadline */
async function jobEnd(
  requests: JobRequests,
  context: ApiContext,
  job: JobDescription,
  acceptedResponse: ApiResponse,
): Promise<ApiResponse> {
  const startedAt = performance.now();
  let response = acceptedResponse;
  let wait = FIRST_WAIT_MS;
  for (;;) {
    const ms = retryAfter(response.headers) ?? wait;
    if (ms + RESERVE_MS > remainingMs(context)) throw runningJobError(requests.state.path);
    await sleep(ms, undefined, { signal: context.signal });
    wait = Math.min(MAX_WAIT_MS, wait * 1.5);
    response = await readState(requests.state, context, response);
    // A job can move while it runs; another header has the address of its result.
    const address = addressOf(
      response,
      URL_HEADERS.find((name) => acceptedResponse.headers.has(name)),
    );
    if (job.path === undefined && response.status === 202 && address !== undefined) {
      const { state, cancel } = requests;
      requests.state = { ...state, path: link(address) };
      if (cancel && job.cancel?.path === undefined)
        requests.cancel = { ...cancel, path: link(address) };
    }
    const state = stateOf(response, job);
    if (isFailedState(state, job)) throw failedJobError(state, response);
    if (!isRunning(response, job)) return response;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    context.progress?.({ progress: seconds, message: state || 'running' });
  }
}

const isRunning = (response: ApiResponse, job: JobDescription): boolean =>
  (!job.done && response.status === 202) || isRunningState(stateOf(response, job), job);

/** Cancels a job for a cancelled task. @returns a sentence about the job of a call that has ended */
async function leaveJob(
  { state, cancel }: Readonly<JobRequests>,
  context: ApiContext,
): Promise<string> {
  const place = `Its state is at ${state.path}.`;
  if (!cancel || !(context.signal.reason instanceof TaskCancelledError))
    return `The job of the API goes on. ${place}`;
  const signal = AbortSignal.timeout(CANCEL_MS);
  try {
    // The signal of the call has been aborted.
    await context.api(cancel, { ...context, signal, deadline: performance.now() + CANCEL_MS });
    return 'The API has accepted the request to cancel its job.';
  } catch (error) {
    const words = error instanceof ApiError ? error.facts : 'It did not respond.';
    return appendSentence(`The API was asked to cancel its job, without success: ${words}`, place);
  }
}

/** Returns the requests for a job; undefined if the API has accepted none. */
function jobRequests(
  request: ApiRequest,
  response: ApiResponse,
  job: JobDescription,
): JobRequests | undefined {
  if (response.status !== 202 && !isOtherJob(response, job)) return undefined;
  const address = job.path === undefined ? addressOf(response) : jobPath(job.path, response);
  if (address === undefined)
    return request.method === 'GET' && job.path === undefined ? { state: request } : undefined;
  const { method, path: cancelPath } = job.cancel ?? {};
  const cancelAddress = cancelPath === undefined ? address : jobPath(cancelPath, response);
  return {
    state: jobRequest('GET', request, address),
    ...(method &&
      cancelAddress !== undefined && { cancel: jobRequest(method, request, cancelAddress) }),
  };
}

/** Returns whether a response with another status than 202 is about a job that runs. */
function isOtherJob(response: ApiResponse, job: JobDescription): boolean {
  const state = stateOf(response, job);
  if (job.path !== undefined) return state !== '' && isRunning(response, job);
  const hasUrl = JOB_HEADERS.some((name) => response.headers.has(name));
  return hasUrl && !isEndedWell(state, job);
}

/** Returns a path with values of a response; undefined if it lacks one. */
function jobPath(template: string, { body }: ApiResponse): string | undefined {
  const parts = template.split(/[{}]/);
  const values = parts.filter((_, index) => index % 2 === 1).map((name) => valueAt(body, name));
  const isComplete = values.every(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  const strings = parts.filter((_, index) => index % 2 === 0);
  return isComplete ? path(Object.assign(strings, { raw: strings }), ...values) : undefined;
}

/**
 * Returns the URL of a job on the host of the API. A URL elsewhere would get no credentials, so the
 * response is returned to the caller instead.
 */
function addressOf(
  { headers, url = '' }: ApiResponse,
  header = URL_HEADERS.find((name) => headers.has(name)),
): string | undefined {
  const statusAddress = header && headers.get(header);
  if (!statusAddress || !URL.canParse(statusAddress, url)) return undefined;
  const address = new URL(statusAddress, url);
  return address.origin === new URL(url).origin ? address.href : undefined;
}

/** Returns a request for a job, with the base URL and the sign-in of the first request. */
const jobRequest = (
  method: ApiRequest['method'],
  { baseUrl, signIn }: Pick<ApiRequest, 'baseUrl' | 'signIn'>,
  address: string,
): ApiRequest => ({
  method,
  ...(baseUrl !== undefined && { baseUrl }),
  path: link(address),
  ...(signIn && { signIn }),
});

/** Reads the state of a job. Its resource may not exist yet; then the state is the previous one. */
async function readState(
  request: ApiRequest,
  context: ApiContext,
  previous: ApiResponse,
): Promise<ApiResponse> {
  try {
    return await context.api(request);
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'missing')
      return { ...previous, status: 202 };
    throw error;
  }
}

function stateOf({ body }: ApiResponse, { state: place }: JobDescription): string {
  const values = (place === undefined ? STATE_KEYS : [place]).map((name) => valueAt(body, name));
  const state = values.find((value) => typeof value === 'string');
  return typeof state === 'string' ? state : '';
}

function failedJobError(state: string, { headers, text = '', quotable }: ApiResponse): ApiError {
  const words = messagesOrBody(text, headers.get('content-type') ?? '').join('; ');
  const message = `The API accepted the request, and the job ended as "${normalizeState(state)}".`;
  return new ApiError('response', message, { evidence: quoteApi(quotable?.(words) ?? '') });
}

const runningJobError = (address: string) =>
  new ApiError(
    'unavailable',
    `The API accepted the request, and the job still runs. Do not repeat the call. Its state is at ${address}: read that later.`,
  );
