import type {
  AskCase,
  CasesByName,
  ExpectedRequest,
  Page,
  PromptCase,
  ProviderFixture,
  Query,
  ResourceCase,
  Todo,
  ToolCase,
} from './fixture.js';
import type { SignIn } from './sign-ins.js';

/** A provider's fixture with its defaults filled in. */
export interface TestedProvider {
  provider: string;
  /** The provider's part of environment variables: `ACME_CHAT`. */
  prefix: string;
  signIn: SignIn;
  /** Names of environment variables, by field, that do not follow the convention. */
  environment: Readonly<Record<string, string>>;
  cases: readonly TestedTool[];
  /** Tools that are not implemented yet. */
  todo: readonly string[];
  resources: readonly (ResourceCase & Titled)[];
  prompts: readonly (PromptCase & Titled)[];
}

interface Titled {
  name: string;
  /** The name, with a number where there are several cases. */
  title: string;
}

export interface TestedTool {
  tool: string;
  title: string;
  arguments: Readonly<Record<string, unknown>>;
  /** All arguments of a call that is refused. */
  invalid?: Readonly<Record<string, unknown>>;
  asks: readonly AskCase[];
  request: ExpectedRequest & { query: Query };
  /** What the API sends, one response after another. */
  pages: readonly Page[];
  status: number;
  result?: Readonly<Record<string, unknown>> | string | readonly object[];
}

/** Nothing is listed, not even as unfinished. */
export const isEmpty = ({ cases, todo, resources, prompts }: TestedProvider): boolean =>
  [cases, todo, resources, prompts].every((list) => list.length === 0);

export function testedProvider(provider: string, fixture: ProviderFixture): TestedProvider {
  const { signIn, environment = {}, tools, resources = {}, prompts = {} } = fixture;
  const rows = titled(tools);
  return {
    provider,
    prefix: provider.toUpperCase(),
    signIn,
    environment,
    cases: rows.flatMap((row) => (isTodo(row) ? [] : [testedTool(row)])),
    todo: rows.filter(isTodo).map(({ title }) => title),
    resources: titled(resources),
    prompts: titled(prompts),
  };
}

const isTodo = <Row extends ToolCase | Todo>(row: Row): row is Row & Todo => 'todo' in row;

function testedTool({ name, title, ...row }: ToolCase & Titled): TestedTool {
  const { request, responseHeaders: headers, status = 200, asks = [] } = row;
  const pages = row.pages ?? [{ response: row.response, ...(headers && { headers }) }];
  const result = row.result ?? (row.response as TestedTool['result']); // else the comparison says so
  const { invalid, arguments: args = {} } = row;
  return {
    tool: name,
    title,
    arguments: args,
    ...(invalid && { invalid: { ...args, ...invalid } }),
    asks,
    request: { query: {}, ...request },
    pages,
    status,
    result,
  };
}

function titled<Case>(cases: CasesByName<Case>): (Case & Titled)[] {
  return Object.entries(cases).flatMap(([name, value]) => {
    const list = [value].flat() as Case[]; // a case is an object
    return list.map((row, index) => ({
      ...row,
      name,
      title: list.length > 1 ? `${name} (${index + 1})` : name,
    }));
  });
}
