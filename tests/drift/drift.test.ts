import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { boundedParse } from '../../runtime/src/call/schema/bounded-parse.js';
import { jsonSchema } from '../../runtime/src/call/schema/zod-json-schema.js';
import { type RowDrift, rowDrift, withGoneAddresses } from '../../src/drift/drift.js';
import type { RecordedRow } from '../../src/drift/rows.js';
import { BASE, exchange } from '../record/exchange.js';
import { type Answer, issue, issueAnswers, listAnswers } from './answers.js';
import * as outputs from './outputs.js';
import { variedAnswer } from './varied-answers.js';

interface Subject {
  path: string;
  output: z.ZodType;
  recorded: unknown;
  resultOf(body: unknown): unknown;
}

const issues: Subject = {
  path: '/issues/1',
  output: outputs.issue,
  recorded: issue(),
  resultOf: (body) => body,
};
const list: Subject = {
  path: '/issues',
  output: outputs.issueList,
  recorded: [issue(1), issue(2)],
  resultOf: (body) => ({ issues: body }),
};

function drift(
  { path, output, recorded, resultOf }: Subject,
  answer: Omit<Answer, 'kind' | 'what'>,
) {
  const { status = 200, headers, body } = answer;
  const row: RecordedRow = {
    ...{ provider: 'p', tool: 't', file: 'tests/p.test.ts', line: 1, arguments: { id: 1 } },
    exchanges: [{ method: 'GET', path, status: 200, body: recorded }],
  };
  const tool = { name: 't', outputSchema: jsonSchema(output, 'output') } as unknown as Tool; // enough of one
  const { data, problem } = boundedParse(output, resultOf(body));
  const isError = status >= 300 || problem !== undefined;
  const result = { content: [], isError, structuredContent: data } as unknown as CallToolResult; // of an object schema
  return rowDrift(row, tool, {
    result,
    call: {
      ...{
        call: 'c-1',
        provider: 'p',
        kind: 'tool',
        name: 't',
        outcome: 'error',
        ms: 1,
        places: [],
      },
      ...(problem !== undefined && { mismatch: problem }),
    },
    exchanges: [
      exchange({
        url: BASE + path,
        status,
        response: JSON.stringify(body),
        ...(headers && { headers }),
      }),
    ],
  });
}

describe.each([
  ['an issue', issues, issueAnswers],
  ['a list', list, listAnswers],
])('a response for %s', (_, subject, answers) => {
  it.each(answers.map((answer) => [answer.kind, answer.what, answer] as const))(
    'is "%s": %s',
    (kind, _what, answer) => {
      const { kind: actual, details } = drift(subject, answer);
      expect(actual, details.join('\n')).toBe(kind);
      expect(details.length > 0).toBe(kind !== 'same');
    },
  );
});

it('reports no change in 200 runs in which only values, nulls, lists and statuses differ', () => {
  const rows = [issues, issues, issues, issues, list, list];
  for (let run = 0; run < 200; run++) {
    const drifts = withGoneAddresses(
      rows.map((subject, id) => drift(subject, variedAnswer(subject === list, id > 0))),
    );
    expect(drifts.filter(({ kind }) => kind === 'breaking' || kind === 'changed')).toEqual([]);
  }
});

it('states paths and types, and no values', () => {
  const secret = 'hunter2hunter2';
  const body = {
    ...issue(),
    state: secret,
    url: { [secret]: secret },
    votes: { [secret]: secret },
  };
  expect(drift(issues, { body }).details).toEqual([
    'result $.state is none of the values of the schema',
    'result $.votes.* is string, must be number',
    '$.votes.* is string, was number',
    '$.url is object, was string',
  ]);
});

it('reports an address as gone if no recorded call of a tool finds it', () => {
  const missing = (path: string) => drift({ ...issues, path }, { status: 404, body: {} });
  const kinds = (...drifts: RowDrift[]) => withGoneAddresses(drifts).map(({ kind }) => kind);
  const [first, second] = [missing('/issues/1'), missing('/issues/1/2')];
  expect(kinds(first)).toEqual(['record again']);
  expect(kinds(first, second)).toEqual(['breaking', 'breaking']);
  expect(kinds(first, second, drift(issues, { body: issue() }))).toEqual([
    'record again',
    'record again',
    'same',
  ]);
});
