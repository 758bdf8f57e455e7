import { expect, it } from 'vitest';
import * as api from '../../../src/api.js';
import { ApiError } from '../../../src/api/api-error.js';
import type { SendRequest } from '../../../src/api/client.js';
import { outgoingRequest } from '../../../src/api/request.js';
import type { Unchecked } from '../../../src/call/define/definitions.js';
import { casesIn } from '../../cases.js';
import { testContext } from '../../context.js';

interface Row {
  source: string;
  reader: Partial<Record<'cursorPages' | 'linkPages' | 'pageNumbers' | 'offsets', object>>;
  limit?: number;
  name?: null;
  query?: Record<string, string>;
  answers: { status?: number; body?: unknown; headers?: Record<string, string> }[];
  asks?: string[];
  result?: object;
  error?: string;
}

const BASE = 'https://a.dev/v1';

it.each(casesIn<Row>(import.meta.dirname, 'pages.yaml'))('reads pages: %s', async (_, row) => {
  const { reader, limit = 9, name, query = {}, answers, asks, result, error } = row;
  const [make, options] = Object.entries(reader)[0]!;
  const page = (api[make as 'offsets'] as (options: object) => api.PageReader)(options);
  const asked: string[] = [];
  const call: SendRequest = async (request) => {
    const { url } = await outgoingRequest(BASE, request);
    const { status = 200, body, headers: sent = {} } = answers[asked.length] ?? { status: 500 };
    asked.push(url.href.slice(BASE.length));
    const headers = new Headers({ 'content-type': 'application/json', ...sent });
    if (status >= 400) throw ApiError.fromResponse({ status, headers }, JSON.stringify(body));
    return { url: url.href, status, headers, body: body as Unchecked };
  };
  const pages = api.collect(call, { method: 'GET', path: '/things', query }, testContext(), {
    limit,
    page,
    ...(name !== null && { name: 'things' }),
  });
  if (error !== undefined) await expect(pages).rejects.toThrow(error);
  else expect(await pages).toEqual(result);
  expect(asked).toEqual(asks ?? asked.slice(0, answers.length));
});
