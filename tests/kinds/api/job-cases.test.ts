import { expect, it } from 'vitest';
import { toolCases } from '../../../src/kinds/api/cases/tool-cases.js';
import type { ResponseSpec } from '../../../src/kinds/api/spec.js';
import type { JsonSchemaObject } from '../../../src/model/json-schema.js';

interface JobRow {
  title: string;
  response: ResponseSpec;
  /** Members of the result; a schema without these has none. */
  properties?: Record<string, JsonSchemaObject>;
  additionalProperties?: boolean;
  /** Path of the job, the responses to the requests for it, and the result. */
  path?: string;
  accepted?: object;
  running?: object;
  last?: unknown;
  result?: unknown;
  failed?: object;
  error?: string;
}

const LOCATION = { location: '/jobs/job-1' };
const URL = { url: { type: 'string', format: 'uri' } } as const;
const url = 'https://example.com/';
const OWN = {
  path: '/exports/{data.id}',
  state: 'data.phase',
  done: ['WRITTEN'],
  failed: ['LOST'],
};
const ofOwn = {
  path: '/exports/job-1',
  accepted: { data: { id: 'job-1' } },
  running: { data: { phase: 'running' } },
  failed: { data: { phase: 'LOST' } },
  error: 'lost',
};
const ofUsual = {
  path: '/jobs/job-1',
  running: { status: 'running' },
  failed: { status: 'failed' },
  error: 'failed',
};
const stateOf = (...states: string[]) => ({ status: { enum: states } });

const rows: JobRow[] = [
  {
    title: 'a job at a URL',
    response: { job: true },
    properties: URL,
    ...ofUsual,
    last: { url },
    result: { url },
  },
  {
    title: 'a result with the state of the job',
    response: { job: true },
    properties: stateOf('queued', 'failed', 'succeeded'),
    ...ofUsual,
    last: { status: 'succeeded' },
    result: { status: 'succeeded' },
  },
  {
    title: 'own states in a member that the result has not',
    response: { job: OWN },
    properties: URL,
    ...ofOwn,
    last: { data: { phase: 'WRITTEN' }, url },
    result: { url },
  },
  {
    title: 'a result with all members',
    response: { job: OWN },
    properties: URL,
    additionalProperties: true,
    ...ofOwn,
    last: { data: { phase: 'WRITTEN' }, url },
    result: { data: { phase: 'WRITTEN' }, url },
  },
  {
    title: 'a result without a schema',
    response: { job: OWN },
    ...ofOwn,
    last: { data: { phase: 'WRITTEN' }, ok: true },
    result: '{"data":{"phase":"WRITTEN"},"ok":true}',
  },
  {
    title: 'a job without content',
    response: { job: OWN, as: 'none' },
    ...ofOwn,
    last: { data: { phase: 'WRITTEN' } },
    result: 'Done.',
  },
  {
    title: 'a job whose usual states mean something else',
    response: { job: { path: '/exports/{id}', done: ['running'], failed: ['pending'] } },
    properties: URL,
  },
  { title: 'text has no place for a state', response: { job: OWN, as: 'text' } },
  {
    title: 'only states in which the job still runs',
    response: { job: true },
    properties: stateOf('queued', 'running'),
  },
];

it.each(rows)(
  'the test cases of a tool that waits for a job: $title',
  ({ response, properties, additionalProperties, ...expected }) => {
    const [, ...jobs] = toolCases({
      name: 'export',
      description: 'Export.',
      inputSchema: { type: 'object' },
      ...(properties && {
        outputSchema: {
          type: 'object',
          properties,
          required: Object.keys(properties),
          ...(additionalProperties !== undefined && { additionalProperties }),
        },
      }),
      request: { method: 'POST', path: '/exports', response },
    });
    if (expected.path === undefined) return expect(jobs).toEqual([]);
    const { path, accepted, running, last, failed, error, result } = expected;
    const started = [
      {
        method: 'POST',
        path: '/exports',
        status: 202,
        ...(accepted ? { response: accepted } : { responseHeaders: LOCATION }),
      },
      { method: 'GET', path, response: running },
    ];
    expect(jobs).toEqual([
      {
        title: 'as a job',
        requests: [...started, { method: 'GET', path, response: last }],
        result,
      },
      {
        title: 'as a job that fails',
        requests: [...started, { method: 'GET', path, response: failed }],
        error: `the job ended as "${error}"`,
      },
    ]);
  },
);
