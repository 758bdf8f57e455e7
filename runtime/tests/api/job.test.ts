import { expect, it } from 'vitest';
import type { ApiContext } from '../../src/api/api-context.js';
import { finished } from '../../src/api/job.js';
import type { JobDescription } from '../../src/api/job-state.js';
import type { ApiRequest } from '../../src/api/request.js';
import { type CallContext, recordOf } from '../../src/call/call-context.js';
import { CallEndedError, TaskCancelledError } from '../../src/call/call-limit.js';
import type { Unchecked } from '../../src/call/define/definitions.js';
import type { ApiAnswer } from '../../src/testing/fakes/api-server.js';
import { testContext } from '../context.js';
import { start } from './sending.js';

const SOON = { 'retry-after': '0.01' };
const accepted = (headers: Record<string, string>): ApiAnswer => ({
  status: 202,
  headers: { ...SOON, ...headers },
  body: { id: 'j' },
});
const state = (body: object, status = 200): ApiAnswer => ({ status, headers: SOON, body });

/** The result of a POST, or its error, the requests, and what the client is told. */
async function run(
  answers: readonly ApiAnswer[],
  deadline = Infinity,
  job?: JobDescription,
  method: 'GET' | 'POST' = 'POST',
) {
  const { api, call } = await start();
  for (const answer of answers) api.answer(answer);
  const messages: unknown[] = [];
  const context = testContext({ deadline, progress: ({ message }) => void messages.push(message) });
  const request = { method, path: '/exports' } as const;
  const result = await finished(Object.assign(context, { api: call }), request, job).then(
    ({ body }): unknown => body,
    (error: unknown) => String(error).replaceAll(api.url, '').replace('ApiError: ', ''),
  );
  return { result, messages, sent: api.requests.map(({ method, path }) => `${method} ${path}`) };
}

const POLLED = ['POST /exports', 'GET /jobs/1'];

it.each<[string, ApiAnswer[], unknown, string[]]>([
  [
    'a job by Location',
    [accepted({ location: '/jobs/1' }), state({ status: 'done' })],
    { status: 'done' },
    POLLED,
  ],
  [
    'an address in Operation-Location',
    [accepted({ 'operation-location': '/jobs/1', location: '/x' }), state({})],
    {},
    POLLED,
  ],
  [
    'states of jobs that run',
    [
      accepted({ location: '/jobs/1' }),
      state({ state: 'IN_PROGRESS' }),
      state({ status: 'Not Started' }),
      state({ id: 7 }),
    ],
    { id: 7 },
    [...POLLED, 'GET /jobs/1', 'GET /jobs/1'],
  ],
  [
    '202 until it has ended',
    [accepted({ location: '/jobs/1' }), state({}, 202), state({ id: 7 })],
    { id: 7 },
    [...POLLED, 'GET /jobs/1'],
  ],
  [
    'what is made does not exist yet',
    [accepted({ location: '/jobs/1' }), state({}, 404), state({ id: 7 })],
    { id: 7 },
    [...POLLED, 'GET /jobs/1'],
  ],
  [
    'an address that changes',
    [accepted({ location: '/jobs/1' }), { ...accepted({ location: '/jobs/2' }) }, state({ id: 7 })],
    { id: 7 },
    [...POLLED, 'GET /jobs/2'],
  ],
  [
    'the address of a result that is not there yet',
    [
      accepted({ 'operation-location': '/jobs/1' }),
      accepted({ location: '/results/1' }),
      state({ id: 7 }),
    ],
    { id: 7 },
    [...POLLED, 'GET /jobs/1'],
  ],
  [
    'a state that is not over',
    [
      accepted({ location: '/jobs/1' }),
      state({ phase: 1, status: 'Finalizing' }),
      state({ status: 'Warning' }),
    ],
    { status: 'Warning' },
    [...POLLED, 'GET /jobs/1'],
  ],
  [
    'a job with another status than 202',
    [
      { ...accepted({ 'azure-asyncoperation': '/jobs/1' }), status: 201 },
      state({ status: 'Succeeded' }),
    ],
    { status: 'Succeeded' },
    POLLED,
  ],
  [
    'a job that has ended at once',
    [
      {
        status: 200,
        headers: { 'operation-location': '/jobs/1' },
        body: { status: 'Succeeded', id: 7 },
      },
    ],
    { status: 'Succeeded', id: 7 },
    ['POST /exports'],
  ],
  ['no job: another status', [state({ id: 1 }, 201)], { id: 1 }, ['POST /exports']],
  ['202 without an address', [accepted({})], { id: 'j' }, ['POST /exports']],
  [
    'an address on another host',
    [accepted({ location: 'https://other.example/jobs/1' })],
    { id: 'j' },
    ['POST /exports'],
  ],
  [
    'a job that fails',
    [
      accepted({ location: '/jobs/1' }),
      state({ status: 'Failed', error: { message: 'Disk full' } }),
    ],
    'The API accepted the request, and the job ended as "failed". The API says: "Disk full"',
    POLLED,
  ],
])('waits for a job that the response describes: %s', async (_, answers, expected, requests) => {
  const { result, sent } = await run(answers);
  expect(result).toEqual(expected);
  expect(sent).toEqual(requests);
});

const DECLARED = {
  path: '/jobs/{data.id}',
  state: 'data.phase',
  done: ['READY'],
  failed: ['DROPPED'],
};
const phase = (name: string, status = 200) => state({ data: { id: 'a 1', phase: name } }, status);

it.each<[string, ApiAnswer[], unknown, string[]]>([
  [
    'a job by its id',
    [phase('NEW', 202), phase('DONE'), phase('READY', 202)],
    { data: { id: 'a 1', phase: 'READY' } },
    ['POST /exports', 'GET /jobs/a%201', 'GET /jobs/a%201'],
  ],
  [
    'a job that fails',
    [phase('NEW', 202), phase('DROPPED')],
    `The API accepted the request, and the job ended as "dropped". The API says: "{'data':{'id':'a 1','phase':'DROPPED'}}"`,
    ['POST /exports', 'GET /jobs/a%201'],
  ],
  ['no id', [state({ data: {} }, 202)], { data: {} }, ['POST /exports']],
  [
    'an id that leaves the path',
    [state({ data: { id: '..' } }, 202)],
    '".." cannot be part of a path.',
    ['POST /exports'],
  ],
  [
    'a job with another status than 202',
    [phase('NEW', 201), phase('READY')],
    { data: { id: 'a 1', phase: 'READY' } },
    ['POST /exports', 'GET /jobs/a%201'],
  ],
  [
    'no job: its state is the last one',
    [phase('READY')],
    { data: { id: 'a 1', phase: 'READY' } },
    ['POST /exports'],
  ],
  [
    'no job: there is no state',
    [state({ data: { id: 'a 1' } }, 201)],
    { data: { id: 'a 1' } },
    ['POST /exports'],
  ],
])('waits for a job as its settings declare: %s', async (_, answers, expected, requests) => {
  const { result, sent } = await run(answers, Infinity, DECLARED);
  expect(result).toEqual(expected);
  expect(sent).toEqual(requests);
});

it('sends a GET again until the status is not 202', async () => {
  const answers = [state({}, 202), state({}, 202), state({ weeks: 2 })];
  const { result, sent } = await run(answers, Infinity, undefined, 'GET');
  expect(result).toEqual({ weeks: 2 });
  expect(sent).toEqual(['GET /exports', 'GET /exports', 'GET /exports']);
});

it('reports the state of the job as progress', async () => {
  const { messages } = await run([
    accepted({ location: '/jobs/1' }),
    state({ status: 'queued' }),
    state({}),
  ]);
  expect(messages).toEqual(['queued']);
});

it('the state of a job is read at the base URL of its request, with the same sign-in', async () => {
  const sent: object[] = [];
  const request = {
    method: 'POST',
    baseUrl: 'https://b.test',
    path: '/exports',
    signIn: 'none',
  } as const;
  const responses = [202, 200].map((status) => ({
    status,
    url: 'https://b.test/exports',
    headers: new Headers({ ...SOON, location: '/jobs/1' }),
    body: {} as Unchecked,
  }));
  const api = async (one: object) => (sent.push(one), responses[sent.length - 1]!);
  await finished({ ...testContext(), api }, request);
  const { baseUrl, signIn } = request;
  expect(sent[1]).toEqual({ method: 'GET', path: 'https://b.test/jobs/1', baseUrl, signIn });
});

it('says that the job still runs when the time is over', async () => {
  const { result, sent } = await run([accepted({ location: '/jobs/1' })], performance.now() + 100);
  expect(result).toBe(
    'The API accepted the request, and the job still runs. Do not repeat the call. Its state is at /jobs/1: read that later.',
  );
  expect(sent).toEqual(['POST /exports']);
});

const RUNS = 'The job of the API goes on. Its state is at /jobs/1.';

const CANCELLED = state({}, 204);

/** The context of a call whose requests end with it, or with the one that they state. */
const withApi = (
  context: CallContext,
  call: Awaited<ReturnType<typeof start>>['call'],
): ApiContext =>
  Object.assign(context, {
    api: (request: ApiRequest, within: CallContext = context) => call(request, within),
  });

it('a job that has moved is cancelled at its new address', async () => {
  const { api, call } = await start();
  const control = new AbortController();
  let reads = 0;
  const context = testContext({
    signal: control.signal,
    deadline: Infinity,
    progress: () => reads++,
  });
  const to = (location: string, wait: string) => ({
    ...accepted({ location }),
    headers: { location, 'retry-after': wait },
  });
  for (const each of [to('/jobs/1', '0.01'), to('/jobs/2', '60'), CANCELLED]) api.answer(each);
  const job = { cancel: { method: 'DELETE' } } as const;
  const waiting = finished(withApi(context, call), { method: 'POST', path: '/exports' }, job);
  await expect.poll(() => reads).toBe(1);
  control.abort(new TaskCancelledError());
  await expect(waiting).rejects.toThrow();
  expect((await recordOf(context).leaveJob?.())?.replaceAll(api.url, '')).toBe(
    'The API has accepted the request to cancel its job.',
  );
  expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /exports',
    'GET /jobs/1',
    'DELETE /jobs/2',
  ]);
});

it.each<[string, JobDescription, Error, string, string[], ApiAnswer]>([
  [
    'cancels the job at its URL',
    { cancel: { method: 'DELETE' } },
    new TaskCancelledError(),
    'The API has accepted the request to cancel its job.',
    ['DELETE /jobs/1'],
    CANCELLED,
  ],
  [
    'cancels it at a path of its own',
    { cancel: { method: 'POST', path: '/jobs/{id}/cancel' } },
    new TaskCancelledError(),
    'The API has accepted the request to cancel its job.',
    ['POST /jobs/j/cancel'],
    CANCELLED,
  ],
  [
    'says where the API refuses',
    { cancel: { method: 'DELETE' } },
    new TaskCancelledError(),
    'The API was asked to cancel its job, without success: The API reports a conflict with its current data. (HTTP 409) The API says: "Too late" Its state is at /jobs/1.',
    ['DELETE /jobs/1'],
    { status: 409, body: { message: 'Too late' } },
  ],
  [
    'says what stays where the API has no such request',
    {},
    new TaskCancelledError(),
    RUNS,
    [],
    CANCELLED,
  ],
  [
    'leaves the job where only the call has ended',
    { cancel: { method: 'DELETE' } },
    new CallEndedError('cancelled', ''),
    RUNS,
    [],
    CANCELLED,
  ],
])('a task that is cancelled %s', async (_, job, reason, words, requests, answer) => {
  const { api, call } = await start();
  const control = new AbortController();
  const context = testContext({ signal: control.signal, deadline: Infinity });
  api.answer({
    ...accepted({ location: '/jobs/1' }),
    headers: { location: '/jobs/1', 'retry-after': '60' },
  });
  api.answer(answer);
  const waiting = finished(withApi(context, call), { method: 'POST', path: '/exports' }, job);
  await expect.poll(() => recordOf(context).leaveJob).toBeDefined();
  control.abort(reason);
  await expect(waiting).rejects.toThrow();
  expect((await recordOf(context).leaveJob?.())?.replaceAll(api.url, '')).toBe(words);
  expect(api.requests.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual(requests);
});
