import { valueAt } from '../../../../runtime/src/api/dotted-path.js';
import {
  isFailedState,
  isRunningState,
  type JobDescription,
  normalizeState,
  STATE_KEYS,
} from '../../../../runtime/src/api/job-state.js';
import { isAllowedBy } from '../../../codegen/sample/sample.js';
import type { JsonSchemaObject } from '../../../model/json-schema.js';
import { pick } from '../../../model/json-schema/subschemas.js';
import type { ToolCase } from '../../../model/kind.js';
import { fillPlaceholders, placeholders } from '../../../model/text/placeholders.js';
import type { BoundApiTool, RequestSpec } from '../spec.js';
import { deepMerge, nestValue } from './nested-value.js';
import type { CompleteCase } from './tool-cases.js';

/** States that a job has in cases, unless it states others. */
const RUNNING_STATES = ['running', 'pending'];
const DONE_STATES = ['completed', 'succeeded', 'done', 'finished', 'success', 'ready', 'complete'];
const FAILED_STATES = ['failed'];

const isEndState = (state: string, job: JobDescription): boolean =>
  !isRunningState(state, job) && !isFailedState(state, job);

/** Returns the members that can have the state. */
const stateMembers = ({ state }: JobDescription): readonly [string, ...string[]] =>
  state === undefined ? STATE_KEYS : [state];

const jobDescription = ({ response: { job = false } = {} }: RequestSpec) =>
  job === true ? {} : job || undefined;

/** Returns a result of a job with a state, which is that of a job that has ended well, if the schema has one. */
export function withEndState(
  result: unknown,
  request: RequestSpec,
  schema: JsonSchemaObject,
): unknown {
  const job = jobDescription(request);
  if (!job) return result;
  const isInResult = (place: string) =>
    typeof valueAt(result, placeIn(request, place)) === 'string';
  const place = stateMembers(job).find(isInResult);
  if (place === undefined) return result;
  const sampleState = String(valueAt(result, placeIn(request, place)));
  const states = [sampleState, ...(job.done ?? DONE_STATES)].filter((state) =>
    isEndState(state, job),
  );
  const ended = states.map((state) => deepMerge(result, nestValue(placeIn(request, place), state)));
  return ended.find((candidate) => isAllowedBy(schema, candidate)) ?? result;
}

const placeIn = ({ resultKey }: RequestSpec, place: string): string =>
  resultKey === undefined ? place : `${resultKey}.${place}`;

/**
 * Returns the cases in which the API accepts a call and carries it out as a job: one that runs and
 * ends, and one that fails. A declaration with another path, id or state than the API has sends
 * other requests, or does not end.
 * @param row of a call that the API carries out at once
 */
export function jobCases(tool: BoundApiTool, row: CompleteCase): ToolCase[] {
  const job = jobDescription(tool.request);
  if (!job || tool.request.graphql !== undefined) return [];
  const isRunning = (state: string) => isRunningState(state, job) && !isFailedState(state, job);
  const running = RUNNING_STATES.find(isRunning);
  const failed = [...(job.failed ?? []), ...FAILED_STATES].find((state) =>
    isFailedState(state, job),
  );
  const end = jobEnd(tool, job, row);
  if (running === undefined || failed === undefined || !end) return [];
  const { path, ...accepted } = acceptance(job);
  const { baseUrl, signIn } = row.request;
  const stateRequest = {
    method: 'GET',
    ...(baseUrl !== undefined && { baseUrl }),
    path,
    ...(signIn && { signIn }),
  };
  const [place] = stateMembers(job);
  const started = [
    { ...row.request, status: 202, ...accepted },
    { ...stateRequest, response: nestValue(place, running) },
  ];
  const { result, ...last } = end;
  const call = pick(row, ['arguments', 'asks']);
  return [
    { title: 'as a job', ...call, requests: [...started, { ...stateRequest, ...last }], result },
    {
      title: 'as a job that fails',
      ...call,
      requests: [...started, { ...stateRequest, response: nestValue(place, failed) }],
      error: `the job ended as "${normalizeState(failed)}"`,
    },
  ];
}

/** Returns the response that accepts a call, and the path of its job. */
function acceptance(job: JobDescription) {
  if (job.path === undefined)
    return { path: '/jobs/job-1', responseHeaders: { location: '/jobs/job-1' } };
  const names = [...new Set(placeholders(job.path))];
  const jobId = (name: string) => `job-${names.indexOf(name) + 1}`;
  return {
    path: fillPlaceholders(job.path, jobId),
    response: names.map((name) => nestValue(name, jobId(name))).reduce(deepMerge, {}),
  };
}

type JobEnd = Pick<CompleteCase, 'response' | 'status' | 'responseHeaders'> &
  Record<'result', unknown>;

/**
 * Returns the last response of a job, with its state if that alone ends it, and the result;
 * undefined for content without a place for one.
 */
function jobEnd(
  { request, outputSchema }: BoundApiTool,
  job: JobDescription,
  row: CompleteCase,
): JobEnd | undefined {
  const { response, status, responseHeaders } = row;
  const result: unknown = row.result ?? response;
  const { as = 'json', include } = request.response ?? {};
  const headers = responseHeaders && { responseHeaders };
  const [ended] = job.done ?? [];
  const statedState = stateMembers(job)
    .map((place) => valueAt(response, place))
    .find((state) => typeof state === 'string');
  if (statedState !== undefined && !isEndState(statedState, job)) return undefined;
  if (ended === undefined || statedState !== undefined)
    return {
      ...(status !== undefined && { status }),
      ...headers,
      ...(response !== undefined && { response }),
      result,
    };
  if (as === 'text' || as === 'binary' || Array.isArray(response)) return undefined;
  const [place] = stateMembers(job);
  const withState = (value: unknown) => deepMerge(nestValue(place, ended), value ?? {});
  const withBody: JobEnd = { ...headers, response: withState(response), result };
  if (as === 'none' || include) return withBody;
  if (!outputSchema) {
    const body: unknown = status === 204 ? {} : JSON.parse(String(result));
    return { ...withBody, result: JSON.stringify(withState(body)) };
  }
  return outputSchema.additionalProperties ? { ...withBody, result: withState(result) } : withBody;
}
