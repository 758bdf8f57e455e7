import type {
  ExpectedRequest,
  Page,
  ProviderFixture,
  Query,
  ResourceCase,
  ToolCase,
} from './fixture.js';
import type { TestedCall, TestedProvider } from './tested-provider.js';
import { testedProvider } from './tested-provider.js';

/** The fixture of a provider of kind `api`. */
export type TestedApi = TestedProvider<TestedRequest, ResourceCase>;

/** One call of a tool, and what the API has to do with it. */
export type TestedTool = TestedApi['cases'][number];

interface TestedRequest {
  request: ExpectedRequest & { query: Query };
  /** What the API sends, one response after another. */
  pages: readonly Page[];
  status: number;
  result?: Readonly<Record<string, unknown>> | string | readonly object[];
}

export function testedApi(provider: string, fixture: ProviderFixture): TestedApi {
  const subject = testedProvider(provider, fixture);
  return { ...subject, cases: subject.cases.map(withDefaults) };
}

function withDefaults(row: TestedCall<ToolCase>): TestedTool {
  const { request, response, responseHeaders: headers, pages, status = 200, ...call } = row;
  return {
    ...call,
    request: { query: {}, ...request },
    pages: pages ?? [{ response, ...(headers && { headers }) }],
    status,
    result: row.result ?? (response as TestedTool['result']), // else the comparison says so
  };
}
