import { DESCRIBER } from '../call/schema/first-levels.js';
import type { AskCase } from './callers/clients.js';
import type {
  ApiPage,
  CallCase,
  CasesByName,
  ExpectedRequest,
  Fixture,
  PromptCase,
  ProviderFixture,
  Query,
  ResourceCase,
  SeveralRequests,
  Todo,
  ToolCase,
} from './fixture.js';
import type { SignIn } from './sign-ins/sign-in.js';

/** A provider's fixture with its defaults filled in. */
export interface TestedProvider<Case = object, Resource = object> {
  provider: string;
  /** The provider's part of environment variables: `ACME_CHAT`. */
  prefix: string;
  signIn: SignIn;
  /** Names of environment variables, by field, that do not follow the convention. */
  environment: Readonly<Record<string, string>>;
  cases: readonly TestedCall<Case>[];
  /** Calls that end with an error. */
  failing: readonly TestedCall<Case>[];
  /** The URL to which requests are sent; `headers` are those that each request has. */
  baseUrl?: string | undefined;
  checkPath?: string | undefined;
  surface?: string | undefined;
  tokenPath?: string | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** Tools that are not implemented yet. */
  todo: readonly string[];
  /** Resources that are not implemented yet. */
  todoResources: readonly string[];
  /** Calls of tools that are unavailable. */
  unavailable: readonly TestedCall[];
  resources: readonly NamedCase<Resource>[];
  prompts: readonly NamedCase<PromptCase>[];
}

/** A case with its key in the fixture. */
type NamedCase<Case> = Case & {
  name: string;
  /** The name, with a number if there are several cases. */
  title: string;
};

/** One call of a tool; `name` is that of the tool. */
export type TestedCall<Case = object> = NamedCase<Omit<Case, keyof CallCase>> & {
  arguments: Readonly<Record<string, unknown>>;
  /** All arguments of a call that is refused. */
  invalid?: Readonly<Record<string, unknown>>;
  error?: string;
  asks: readonly AskCase[];
};

/** Returns a fixture with the defaults of everything that it does not state. */
export function testedProviderOf<Case extends CallCase, Resource>(
  provider: string,
  fixture: Fixture<Case, Resource>,
): TestedProvider<Case, Resource> {
  const {
    signIn,
    environment = {},
    baseUrl,
    checkPath,
    surface,
    tokenPath,
    headers,
    tools = {},
    resources = {},
    prompts = {},
  } = fixture;
  const rows = namedCases(tools);
  const reads = namedCases(resources);
  const calls = rows.flatMap((row) => (isTodo(row) ? [] : [row]));
  return {
    provider,
    prefix: provider.toUpperCase(),
    signIn,
    environment,
    baseUrl,
    checkPath,
    surface,
    tokenPath,
    headers,
    cases: calls.filter((row) => !isUnavailable(row) && !isFailing(row)).map(testedCall<Case>),
    failing: calls.filter(isFailing).map(testedCall<Case>),
    unavailable: calls.filter(isUnavailable).map(testedCall<Case>),
    todo: rows.filter(isTodo).map(({ title }) => title),
    todoResources: reads.filter(isTodo).map(({ title }) => title),
    resources: reads.flatMap((row) => (isTodo(row) ? [] : [row])),
    prompts: namedCases(prompts),
  };
}

/** Nothing is listed, not even as unfinished. */
export const isEmpty = (subject: TestedProvider): boolean =>
  [toolNames(subject), subject.resources, subject.todoResources, subject.prompts].every(
    (list) => list.length === 0,
  );

/** Returns the tools that the provider offers. */
export const toolNames = ({
  cases,
  failing,
  unavailable,
  todo,
}: Pick<TestedProvider, 'cases' | 'failing' | 'unavailable' | 'todo'>): string[] =>
  [
    ...new Set([...[...cases, ...failing, ...unavailable].map(({ name }) => name), ...todo]),
  ].toSorted();

/** Names of tools as the fixture states them: without the one that describes large ones. */
export const statedNames = (tools: readonly { name: string }[]): string[] =>
  tools
    .map(({ name }) => name)
    .filter((name) => name !== DESCRIBER)
    .toSorted();

/** Over HTTP, clients of the legacy protocol have no session in which they could be asked. */
export const asksNothing = ({ asks }: Pick<TestedCall, 'asks'>): boolean => asks.length === 0;

/** Returns one case of each tool. */
export const firstCases = <Case extends { name: string }>(cases: readonly Case[]): Case[] =>
  cases.filter(({ name }, index) => cases.findIndex((row) => row.name === name) === index);

const isFailing = (row: object): boolean => 'error' in row;
const isUnavailable = (row: object): boolean => 'unavailable' in row;
const isTodo = (row: object): row is NamedCase<Todo> => 'todo' in row;

function testedCall<Case extends CallCase>({
  arguments: args = {},
  invalid,
  asks = [],
  ...row
}: NamedCase<Case>): TestedCall<Case> {
  return {
    ...row,
    arguments: args,
    asks,
    ...(invalid && { invalid: { ...args, ...invalid } }),
  } as TestedCall<Case>;
}

function namedCases<Case>(cases: CasesByName<Case>): NamedCase<Case>[] {
  return Object.entries(cases).flatMap(([name, value]) => {
    const list = [value].flat() as Case[]; // a case is an object
    return list.map((row, index) => ({
      ...row,
      name,
      title: titleOf(name, row, list.length > 1 ? index + 1 : undefined),
    }));
  });
}

function titleOf(name: string, row: unknown, number: number | undefined): string {
  const { title } = row as { title?: string };
  if (title !== undefined) return `${name}, ${title}`;
  return number === undefined ? name : `${name} (${number})`;
}

/** The fixture of a provider of kind `api`. */
export type TestedApi = TestedProvider<TestedRequest, ResourceCase>;

type ApiCall = CallCase & {
  request: ExpectedRequest;
  response?: unknown;
  responseHeaders?: Readonly<Record<string, string>>;
  pages?: readonly ApiPage[];
  status?: number;
  result?: TestedTool['result'];
};

/** One call of a tool, and what the API has to do with it. */
export type TestedTool = TestedApi['cases'][number];

/** Returns the sign-in of each request of a case; undefined if the request is signed. */
export const signInsOf = ({
  requests,
  request,
}: Pick<TestedTool, 'requests' | 'request'>): ExpectedRequest['signIn'][] =>
  (requests ?? [request]).map(({ signIn }) => signIn);

interface TestedRequest {
  request: ExpectedRequest & { query: Query };
  /** The responses of the API in their order. */
  pages: readonly ApiPage[];
  /** In place of `request` and `pages`: several requests. */
  requests?: SeveralRequests['requests'];
  status: number;
  result?: Readonly<Record<string, unknown>> | string | readonly object[];
}

/** Returns a fixture of an API with the defaults of everything that it does not state. */
export function testedApiOf(provider: string, fixture: ProviderFixture): TestedApi {
  const subject = testedProviderOf(provider, fixture);
  const [cases, failing] = [subject.cases, subject.failing].map((rows) => rows.map(withDefaults));
  return { ...subject, cases: cases!, failing: failing! };
}

function withDefaults(row: TestedCall<ToolCase>): TestedTool {
  const {
    request,
    response,
    responseHeaders: headers,
    pages,
    status = 200,
    ...call
  } = row as TestedCall<ApiCall>;
  return {
    ...call,
    request: { query: {}, ...request }, // absent if there are several, or none
    pages: pages ?? [{ response, ...(headers && { headers }) }],
    status,
    result: row.result ?? (response as TestedTool['result']), // otherwise the comparison reports it
  };
}
