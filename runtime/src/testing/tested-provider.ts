import type {
  AskCase,
  CasesByName,
  ExpectedRequest,
  FileCase,
  FileResourceCase,
  Page,
  PromptCase,
  QueryCase,
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
  /** Of tools that read a file. */
  fileCases: readonly TestedFile[];
  /** Of tools that execute a statement. */
  queries: readonly TestedQuery[];
  /** Tools that are not implemented yet. */
  todo: readonly string[];
  /** Cases of tools that are unavailable. */
  unavailable: readonly TestedTool[];
  resources: readonly (ResourceCase & Titled)[];
  fileResources: readonly (FileResourceCase & Titled)[];
  /** All users have the same files. */
  shared: boolean;
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
  unavailable?: true;
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

export interface TestedFile extends Titled {
  arguments: Readonly<Record<string, unknown>>;
  /** All arguments of a call that is refused. */
  invalid?: Readonly<Record<string, unknown>>;
  asks: readonly AskCase[];
  file: string;
  content: unknown;
}

export interface TestedQuery extends Titled {
  arguments: Readonly<Record<string, unknown>>;
  /** All arguments of a call that is refused. */
  invalid?: Readonly<Record<string, unknown>>;
  asks: readonly AskCase[];
  result?: Readonly<Record<string, unknown>>;
  shared?: boolean;
}

/** Nothing is listed, not even as unfinished. */
export const isEmpty = ({
  cases,
  unavailable,
  todo,
  resources,
  prompts,
}: TestedProvider): boolean =>
  [cases, unavailable, todo, resources, prompts].every((list) => list.length === 0);

/** Names of the tools that the provider must offer. */
export const toolNames = ({ cases, unavailable, todo }: TestedProvider): string[] =>
  [...new Set([...[...cases, ...unavailable].map(({ tool }) => tool), ...todo])].toSorted();

export function testedProvider(provider: string, fixture: ProviderFixture): TestedProvider {
  const { signIn, environment = {}, shared = false, tools, resources = {}, prompts = {} } = fixture;
  const rows = titled(tools);
  const calls = rows.flatMap((row) => (isOfApi(row) ? [testedTool(row)] : []));
  const read = titled(resources);
  return {
    provider,
    prefix: provider.toUpperCase(),
    signIn,
    environment,
    shared,
    cases: calls.filter(({ unavailable }) => !unavailable),
    unavailable: calls.filter(({ unavailable }) => unavailable),
    fileCases: rows.flatMap((row) => (isOfFile(row) ? [withDefaults(row)] : [])),
    queries: rows.flatMap((row) => (isQuery(row) ? [withDefaults(row)] : [])),
    todo: rows.filter(isTodo).map(({ title }) => title),
    resources: read.flatMap((row) => (isOfFile(row) ? [] : [row])),
    fileResources: read.filter(isOfFile),
    prompts: titled(prompts),
  };
}

const isTodo = <Row extends object>(row: Row): row is Row & Todo => 'todo' in row;
const isOfFile = <Row extends object>(row: Row): row is Extract<Row, { file: string }> =>
  'file' in row;

const isOfApi = <Row extends object>(row: Row): row is Extract<Row, ToolCase> => 'request' in row;
const isQuery = (row: object): row is QueryCase & Titled =>
  !isTodo(row) && !isOfFile(row) && !isOfApi(row);

function withDefaults<Row extends (FileCase | QueryCase) & Titled>({
  arguments: args = {},
  invalid,
  asks = [],
  ...row
}: Row) {
  return { ...row, arguments: args, asks, ...(invalid && { invalid: { ...args, ...invalid } }) };
}

function testedTool({ name, title, ...row }: ToolCase & Titled): TestedTool {
  const { request, responseHeaders: headers, status = 200, asks = [], unavailable } = row;
  const pages = row.pages ?? [{ response: row.response, ...(headers && { headers }) }];
  const result = row.result ?? (row.response as TestedTool['result']); // else the comparison says so
  const { invalid, arguments: args = {} } = row;
  return {
    tool: name,
    title,
    ...(unavailable && { unavailable }),
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
