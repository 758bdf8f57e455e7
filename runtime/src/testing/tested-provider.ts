import { DESCRIBER } from '../provider/first-levels.js';
import type { AskCase, CallCase, CasesByName, Fixture, PromptCase, Todo } from './fixture.js';
import type { SignIn } from './sign-ins.js';

/** A provider's fixture with its defaults filled in. */
export interface TestedProvider<Case = object, Resource = object> {
  provider: string;
  /** The provider's part of environment variables: `ACME_CHAT`. */
  prefix: string;
  signIn: SignIn;
  /** Names of environment variables, by field, that do not follow the convention. */
  environment: Readonly<Record<string, string>>;
  cases: readonly TestedCall<Case>[];
  /** Tools that are not implemented yet. */
  todo: readonly string[];
  /** Resources that are not implemented yet. */
  todoResources: readonly string[];
  /** Calls of tools that are unavailable. */
  unavailable: readonly TestedCall[];
  resources: readonly Named<Resource>[];
  prompts: readonly Named<PromptCase>[];
}

/** A case with its key in the fixture. */
export type Named<Case> = Case & {
  name: string;
  /** The name, with a number where there are several cases. */
  title: string;
};

/** One call of a tool; `name` is that of the tool. */
export type TestedCall<Case = object> = Named<Omit<Case, keyof CallCase>> & {
  arguments: Readonly<Record<string, unknown>>;
  /** All arguments of a call that is refused. */
  invalid?: Readonly<Record<string, unknown>>;
  asks: readonly AskCase[];
};

export function testedProvider<Case extends CallCase, Resource>(
  provider: string,
  fixture: Fixture<Case, Resource>,
): TestedProvider<Case, Resource> {
  const { signIn, environment = {}, tools = {}, resources = {}, prompts = {} } = fixture;
  const rows = named(tools);
  const reads = named(resources);
  const calls = rows.flatMap((row) => (isTodo(row) ? [] : [row]));
  return {
    provider,
    prefix: provider.toUpperCase(),
    signIn,
    environment,
    cases: calls.filter((row) => !isUnavailable(row)).map(testedCall<Case>),
    unavailable: calls.filter(isUnavailable).map(testedCall<Case>),
    todo: rows.filter(isTodo).map(({ title }) => title),
    todoResources: reads.filter(isTodo).map(({ title }) => title),
    resources: reads.flatMap((row) => (isTodo(row) ? [] : [row])),
    prompts: named(prompts),
  };
}

/** Nothing is listed, not even as unfinished. */
export const isEmpty = (subject: TestedProvider): boolean =>
  [toolNames(subject), subject.resources, subject.todoResources, subject.prompts].every(
    (list) => list.length === 0,
  );

/** The tools that the provider offers. */
export const toolNames = ({
  cases,
  unavailable,
  todo,
}: Pick<TestedProvider, 'cases' | 'unavailable' | 'todo'>): string[] =>
  [...new Set([...[...cases, ...unavailable].map(({ name }) => name), ...todo])].toSorted();

/** Names of tools as the fixture states them: without the one that describes large ones. */
export const statedNames = (tools: readonly { name: string }[]): string[] =>
  tools
    .map(({ name }) => name)
    .filter((name) => name !== DESCRIBER)
    .toSorted();

/** Over HTTP, clients of the legacy protocol have no session in which they could be asked. */
export const asksNothing = ({ asks }: Pick<TestedCall, 'asks'>): boolean => asks.length === 0;

const isUnavailable = (row: object): boolean => 'unavailable' in row;
const isTodo = (row: object): row is Named<Todo> => 'todo' in row;

function testedCall<Case extends CallCase>({
  arguments: args = {},
  invalid,
  asks = [],
  ...row
}: Named<Case>): TestedCall<Case> {
  return { ...row, arguments: args, asks, ...(invalid && { invalid: { ...args, ...invalid } }) };
}

function named<Case>(cases: CasesByName<Case>): Named<Case>[] {
  return Object.entries(cases).flatMap(([name, value]) => {
    const list = [value].flat() as Case[]; // a case is an object
    return list.map((row, index) => ({
      ...row,
      name,
      title: list.length > 1 ? `${name} (${index + 1})` : name,
    }));
  });
}
