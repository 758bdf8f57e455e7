import { expect, it } from 'vitest';
import { failureIn } from '../../../runtime/src/api/body-error.js';
import { toolCases } from '../../../src/kinds/api/cases/tool-cases.js';
import type { ApiProvider, BoundApiTool } from '../../../src/kinds/api/spec.js';

const TALK: BoundApiTool = {
  name: 'read_talk',
  description: 'Read a talk.',
  inputSchema: { type: 'object' },
  outputSchema: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      status: { type: 'string' },
      error: { type: 'object', properties: { code: { type: 'integer' } } },
    },
    required: ['id', 'status', 'error'],
  },
  request: { method: 'GET', path: '/talk' },
};

/** The same in one property of the result. */
const WHOLE: BoundApiTool = {
  ...TALK,
  outputSchema: { type: 'object', properties: { talk: TALK.outputSchema ?? {} } },
  request: { ...TALK.request, resultKey: 'talk' },
};

/** Without a result schema. */
const PLAIN: BoundApiTool = {
  name: 'read_plain',
  description: 'Read a talk.',
  inputSchema: { type: 'object' },
  request: TALK.request,
};

const SUCCESS: [string, NonNullable<ApiProvider['success']>, object][] = [
  ['a text', { path: 'status', values: ['OK', 'NONE'] }, { status: 'OK' }],
  ['a code', { path: 'error.code', values: [0] }, { error: { code: 0 } }],
];

it.each(SUCCESS)('the response in a test is a success by %s', (_, success, sent) => {
  for (const tool of [TALK, WHOLE, PLAIN]) {
    const [{ response: body } = {}] = toolCases(tool, { success }) as { response?: unknown }[];
    expect(body).toMatchObject(sent);
    expect(failureIn({ status: 200, headers: new Headers(), body: body as never }, success)).toBe(
      undefined,
    );
  }
});

it('the response of a tool without a result schema is a success', () => {
  const success = { path: 'ok', values: [1] };
  expect(toolCases(PLAIN, { success })[0]).toMatchObject({
    response: { ok: 1 },
    result: '{"ok":1}',
  });
  const request = { ...TALK.request, graphql: 'query Talk { talk }' };
  const response = { data: { ok: true } };
  expect(toolCases({ ...PLAIN, request }, { success })[0]).toMatchObject({ response });
});

it.each<[string, NonNullable<ApiProvider['success']>, object]>([
  ['stated by a text', { path: 'status', values: ['OK'] }, { include: ['status', 'id'] }],
  ['stated below a field', { path: 'error.code', values: [0] }, { include: ['error'] }],
  ['that is an error', { path: 'error', values: [] }, { exclude: ['error'] }],
])('the response is a success where its selected fields have what is %s', (_, success, how) => {
  const tool = { ...PLAIN, request: { ...PLAIN.request, response: how } };
  const [{ response: body } = {}] = toolCases(tool, { success }) as { response?: object }[];
  const response = { status: 200, headers: new Headers(), body: body as never };
  expect(failureIn(response, success)).toBe(undefined);
});

it('the response in a test has no error', () => {
  const success = { path: 'error', values: [] };
  expect(toolCases(TALK, { success })[0]).toHaveProperty('response', {
    id: 'ID-1',
    status: 'open',
  });
});

/** A GraphQL mutation. */
const TAG: BoundApiTool = {
  ...TALK,
  name: 'add_tag',
  outputSchema: {
    type: 'object',
    properties: {
      tagAdd: {
        type: 'object',
        properties: {
          success: { type: 'boolean' },
          userErrors: {
            type: 'array',
            items: { type: 'object', properties: { message: { type: 'string' } } },
          },
        },
        required: ['success', 'userErrors'],
      },
    },
    required: ['tagAdd'],
  },
  request: { ...TALK.request, method: 'POST', graphql: 'mutation { tagAdd { success } }' },
};

it.each<[NonNullable<ApiProvider['success']>, object, string]>([
  ['data.*.success', { success: false }, 'The API rejected the request'],
  [
    { path: 'data.*.userErrors', values: [] },
    { userErrors: [{ message: 'Not allowed' }] },
    'Not allowed',
  ],
])('a payload with %j that reports a failure has a test', (success, payload, error) => {
  const [row, failing] = toolCases(TAG, { success }) as { response: unknown; error?: string }[];
  const failureOf = (body: unknown) =>
    failureIn({ status: 200, headers: new Headers(), body: body as never }, success);
  expect(failureOf(row?.response)).toBe(undefined);
  expect(failing).toMatchObject({ response: { data: { tagAdd: payload } }, error });
  expect(failureOf(failing?.response)?.message).toContain(error);
});
