import type { JsonSchemaObject } from './json-schema.js';
import type { Provider } from './project.js';
import type { Questions, TextQuestion } from './questions.js';
import type { Scanner } from './scanner.js';
import type { ResourceSpec, SuggestedTool, ToolAnnotations, ToolSpec } from './spec.js';
import type { SpecPath, SpecReport } from './spec-report.js';

/** Kind of specs and of `provider-config.yaml` entries that state none. */
export const DEFAULT_KIND = 'api';

/**
 * The place of an auth style: each request, the path, the login of a session, requests of a
 * storage, a program, or nowhere.
 */
export type AuthPlace = 'request' | 'path' | 'login' | 'storage' | 'program' | 'nothing';

/** An option with a value, as the help describes it. */
interface ValueOption {
  flag: string;
  value: string;
  description: string;
  /** Whether help without `--all` lists it. */
  common?: boolean;
}

/** The part of a kind that the help needs: `options.ts` in its folder, which is loaded at every start. */
export interface KindOptions {
  label: string;
  spec: {
    settings: readonly Pick<KindSetting, 'key' | 'option'>[];
    tool?: { option: ValueOption; furtherOptions?: readonly ValueOption[] };
    resource?: { option: ValueOption };
  };
}

/**
 * A system that a provider connects to: a folder in `src/kinds`, and one in `templates/kind` for
 * modules of all its providers. It contains only data and pure functions.
 */
export interface Kind<
  Tool extends ToolSpec = ToolSpec,
  Resource extends ResourceSpec = ResourceSpec,
> {
  /** Noun phrase for questions and documentation. */
  label: string;
  contract?: KindContract;
  spec: KindSpec<Tool, Resource>;
  render: KindRendering<Tool, Resource>;
  /**
   * Returns the rows of the summary before a provider is created, such as where its requests go or
   * what it does not serve.
   */
  reviewRows?(spec: object): readonly ReviewRow[];
  /**
   * Absent if its entry in `provider-config.yaml` contains only settings, and it serves only what
   * the project defines.
   */
  serve?: KindServing<Tool, Resource>;
  test: KindTests<Tool, Resource>;
}

/** A row of the last screen before files are written. */
export interface ReviewRow {
  /** Label of at most 10 characters; empty if the row continues the one above. */
  label: string;
  text: string;
}

/**
 * The facts that files of a project must agree on: `contract.ts` in its folder, the only part of a
 * kind that the rules of `validate` load.
 */
export interface KindContract {
  /** Returns the only auth style that fits the settings of a provider, if they determine it. */
  authFor?(settings: Readonly<Record<string, unknown>>): string | undefined;
  /** Returns whether its resources change while the server runs, so that `mcp-instance.ts` exports `notify`. */
  changesResources?(spec: object): boolean;
  /** Returns tools, resources and prompts that its providers serve in addition to their own, as far as files show. */
  definitions?(provider: Provider): ServedDefinitions;
}

/** The part of a kind that reads and completes specs. */
interface KindSpec<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Places of the auth styles that can be used. */
  auth: readonly AuthPlace[];
  /** Settings of a provider's spec, in the order of their questions. */
  settings: readonly KindSetting[];
  /** Optional keys of a provider's spec, with their JSON Schemas. */
  extras?: Readonly<Record<string, JsonSchemaObject>>;
  /** Binding of tools to calls; absent if the author writes the function of each tool. */
  tool?: ToolBinding<Tool>;
  /** Binding of resources to what they read; absent if the author writes its function. */
  resource?: ResourceBinding<Resource>;
}

/** Parts of a provider that the code of a tool can use. */
export interface CodeHome {
  sharedModule?: SharedModule | undefined;
}

/** A module that several tools of a provider import. */
export interface SharedModule {
  /** Path in the provider's directory, without extension. */
  file: string;
  text: string;
  /** Its constants by the code that they replace. */
  names: ReadonlyMap<string, string>;
}

/** The part of a kind that writes the code of a provider. */
interface KindRendering<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Returns the code of a tool for which `hasCode` is true; undefined if the author writes all of it. */
  toolCode?(tool: Tool, codeHome?: CodeHome): CodeSource | undefined;
  /** Returns the module with what the code of several tools shares; undefined if they share nothing. */
  sharedModule?(tools: readonly Tool[]): SharedModule | undefined;
  /** Returns the code of a resource that has a binding. */
  resourceCode?(resource: Resource): CodeSource;
  /** Returns the options of `defineProvider` in addition to those of every provider. */
  providerOptions?(spec: object): Readonly<Record<string, unknown>>;
  /** Modules in the `api` directory of every provider, without extension. */
  apiFiles: readonly string[];
  /** Modules of its template that register something: paths in the provider's directory, without extension. */
  parts?: readonly string[];
  /** Registrations of these modules other than tools. */
  registrars?: readonly ('resource' | 'prompt')[];
  /** Identifiers that modules of its tools import or declare. */
  identifiers: readonly string[];
  /** The place of the functions that do the work of tools: inside or outside of the tools' modules. A tool's constant must not have the name of a function outside, because its module imports that. */
  functions?: 'inside' | 'outside';
  /** Returns the names of production dependencies of a spec; their versions are in one table. */
  dependencies(settings: Readonly<Record<string, unknown>>): readonly string[];
  /** Returns template data that only this kind uses. */
  view?(spec: object): Record<string, unknown>;
  /** Returns patterns in `.gitignore` for data of users in the project. */
  ignores?(spec: object): readonly string[];
  /** Returns a noun phrase in the README for the connected system; the label of the kind by default. */
  connectsTo?(spec: object): string;
  /**
   * Markdown for coding agents about how code calls the connected system; it follows the label of
   * the kind and a colon.
   */
  calls: string;
  /** List items for coding agents about what only some tools of the kind use, in the order of `AGENTS.md`. */
  notes?: readonly { text: string; isFor(tool: Tool): boolean }[];
  /** Returns Markdown for the project's README. */
  readme?(spec: object, commands: { cli: string }): string;
  /** Returns sentences about what the author has to do before the tests can run. */
  next?(spec: object): readonly string[];
}

/** An environment variable in `.env.example`. */
export interface NeededVariable {
  name: string;
  /** Its comment, without the colon; empty below another variable with the same one. */
  text: string;
  /** Start of the names below which it stands. */
  below: string;
  /** Whether users of a published server set it. */
  isInput?: true;
}

/** The settings and definitions that a running provider uses in addition to its entry and its code. */
interface KindServing<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Returns further keys of the entry of a provider whose users enter a secret. */
  secretEntry?(spec: object): Readonly<Record<string, string>>;
  /** The check of a secret that users enter: the system itself, or a request to `check_path` of the entry. Absent: nothing. */
  secretCheck?: 'system' | 'check_path';
  /** Returns the switches of a spec, by the keys of its entry. */
  entrySwitches?(spec: object): Readonly<Record<string, boolean>>;
  /** Returns environment variables that its tools and resources need, as `.env.example` states them. */
  variables?(
    spec: { name: string },
    parts: readonly (Tool | Resource)[],
  ): readonly NeededVariable[];
  /** Returns the lists in its `provider-config.yaml` entry that its tools and resources need. */
  entryLists?(parts: readonly (Tool | Resource)[]): Readonly<Record<string, readonly string[]>>;
  /**
   * Returns definitions that a provider serves in addition to its own tools, resources and prompts,
   * before it is rendered.
   */
  definitions?(spec: object): {
    tools: readonly DescribedTool[];
    resources?: readonly Pick<ServedPart, 'uri' | 'uriTemplate'>[];
    prompts?: readonly Pick<ServedPart, 'name'>[];
  };
  /** Returns the instructions of a served MCP server, which clients get in place of the description. */
  instructions?(spec: object): string | undefined;
}

/**
 * Registrations of a provider's code other than its own parts, before it is rendered:
 * `registrations.ts` in the folder of a kind, with definitions of the runtime that only listings
 * load.
 */
export type Registrations = (spec: object) => {
  tools: readonly { name: string }[];
  resources: readonly { name: string }[];
  prompts: readonly { name: string }[];
};

/** The part of a kind that writes the tests of a provider. */
interface KindTests<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Returns the module whose `testProvider` tests a provider. */
  testing(spec: object): 'mcp-provider/testing' | `mcp-provider/testing/${string}`;
  /**
   * Returns the test cases of a tool with a binding; none if no example fits the schemas.
   * @param settings of the spec or of the code
   */
  toolCases?(tool: Tool, settings?: object): readonly ToolCase[];
  /** Returns the test case of a resource with a binding; undefined if tests of this kind read no resources. */
  resourceCase?(resource: Resource): object | undefined;
  /** Returns the property of the result with the list that a tool returns, if any. */
  listProperty?(tool: Tool): string | undefined;
  /** Returns further members of the test fixture of a provider. */
  fixture?(spec: Readonly<Record<string, unknown>>): object;
  /** Returns a server that the tests of a provider need. */
  service?(spec: object): TestService | undefined;
  /** Returns settings on which the tests depend, as the provider's code states them. */
  settingsIn?(provider: Provider): object;
  /** A tool with a binding for the test matrix; in a kind without bindings, the tool of providers that state none. */
  sample: Tool;
}

/** The parts of a tool that documentation shows. */
export type DescribedTool = Pick<ToolSpec, 'name' | 'description' | 'annotations'> &
  Partial<Pick<ToolSpec, 'inputSchema' | 'confirm' | 'fields' | 'once' | 'task'>> & {
    /** Condition under which the tool asks the user, unless it asks in each call. */
    asks?: string;
  };

/** Definitions that no code of the project contains. */
export interface ServedDefinitions {
  /** File that defines or registers them, relative to the root of the project. */
  file: string;
  /** Whether the file cannot be read, so that the definitions are unknown. */
  isInvalid?: true;
  tools: readonly ServedPart[];
  resources: readonly ServedPart[];
  prompts: readonly ServedPart[];
}

export interface ServedPart {
  name: string;
  title?: string;
  description?: string;
  annotations?: ToolAnnotations;
  /** Present for tools whose input schema is in a file. */
  inputSchema?: object;
  uri?: string;
  uriTemplate?: string;
}

/** A server for the tests of a provider: a service container in GitHub Actions. */
export interface TestService {
  /** Name of the service container. */
  name: string;
  image: string;
  env: readonly { name: string; value: string }[];
  port: number;
  /** Options of `docker create` that determine when the container is ready. */
  options: string;
  /** Environment variable of the tests. */
  variable: string;
  /** Value of the variable, with a GitHub Actions expression for the port on the machine. */
  url: string;
}

/**
 * A text setting of providers of the kind. Its key in `provider-config.yaml` is snake_case
 * (`base_url`); the environment variable `<PROVIDER>_BASE_URL` replaces it; the option is
 * `--base-url`.
 */
export interface KindSetting {
  /** Key in a spec, such as `baseUrl`. */
  key: string;
  /** Noun phrase for sentences, such as "base URL". */
  name: string;
  schema: JsonSchemaObject & { description: string; examples: readonly [string, ...string[]] };
  option: Omit<ValueOption, 'flag'>;
  question: string;
  /**
   * Returns the end of a sentence about what is wrong; undefined if the text is valid.
   * @param settings the known settings of the spec
   */
  check(text: string, settings?: object): string | undefined;
  complete?(text: string): string;
  /** Completes a text whose meaning is certain. */
  correct?(text: string): string;
  /** Returns whether it is a place on one computer, so that users of a published server set their own. */
  isLocal?(text: string): boolean;
}

/** Returns a setting of a spec, whose schema requires a string. */
export const textSetting = (spec: object, { key }: KindSetting): string =>
  String((spec as Readonly<Record<string, unknown>>)[key]);

/** A tool or resource with a binding. */
export type WithBinding<Spec, Key extends keyof Spec> = Spec & Required<Pick<Spec, Key>>;

/** Returns whether a spec states how to call the connected system. */
export const isBound = (spec: object, binding: { key: string } | undefined): boolean =>
  binding !== undefined && Reflect.get(spec, binding.key) !== undefined;

/** Binding of a tool to its call: the keys, options and questions by which a spec states it. */
export interface ToolBinding<Tool extends ToolSpec> {
  /** Key in a tool's spec, such as `request`. */
  key: string;
  schema: JsonSchemaObject;
  option: {
    flag: string;
    value: string;
    description: string;
    /** Parses the option's value. @throws ScanError */
    read(scanner: Scanner): Partial<Tool>;
    /** Returns the option's value; undefined without a binding. */
    write(tool: Tool): string | undefined;
  };
  /** Further options, each for a key of the binding. */
  furtherOptions?: readonly BindingOption<Tool>[];
  /**
   * Returns the tools that a text describes, such as requests with their arguments; undefined for
   * other texts.
   * @throws ScanError
   */
  readTools?(text: string): readonly Tool[] | undefined;
  /** Returns the tool with a call relative to the provider's base URL, if its URL is below that. */
  placedAt?(tool: Partial<Tool>, baseUrl: string | undefined): Partial<Tool>;
  /**
   * Returns the binding with arguments and constants in stated places; absent if calls have no such
   * places.
   * @throws ScanError
   */
  withPlaces?(tool: Partial<Tool>, placements: readonly ArgumentPlacement[]): Partial<Tool>;
  /** Returns the inverse: the placements that a binding states. */
  placesOf?(tool: Tool): readonly ArgumentPlacement[];
  /**
   * Asks for bindings; an empty answer has none. With `inputSchema`, the answer also contains their
   * arguments.
   * @param asked options of the question, unless it is for the first tool of a provider
   * @param baseUrl of the provider, if it is known
   */
  ask(
    questions: Questions,
    asked?: Partial<TextQuestion>,
    baseUrl?: string,
  ): Promise<readonly Partial<Tool>[]>;
  /** Completes a tool that has this binding. */
  suggest?(tool: Partial<Tool>): SuggestedTool | undefined;
  /** Returns arguments that the call requires, and others that it names. */
  requires(tool: Partial<Tool>): readonly string[];
  names?(tool: Partial<Tool>): readonly string[];
  /** Returns arguments whose default the server adds to the call; all if absent. */
  defaultedArguments?(tool: Tool): readonly string[];
  annotations(tool: Partial<Tool>): ToolAnnotations;
  /** Checks a tool. @param settings of the spec; absent if a tool is added to a project */
  check(tool: Tool, toolPath: SpecPath, report: SpecReport, settings?: object): void;
}

/** Parts of a request that can contain an argument or a constant. */
export const requestPlaces = ['query', 'body', 'header'] as const;

/** The parts of a `--param` value other than the schema of the argument. */
export interface ArgumentPlacement {
  name: string;
  /** Absent if the binding decides the place. */
  place?: (typeof requestPlaces)[number];
  /** Constant that each request has in place of an argument. */
  constant?: string | number | boolean;
}

/** An option for a part of a binding. */
export interface BindingOption<Tool extends ToolSpec> extends ValueOption {
  /** Parses the value. @returns the value and its path in the binding @throws ScanError */
  read(scanner: Scanner): { at: readonly string[]; value: object | string };
  /** Returns the option values that state it; undefined if none can. */
  write(tool: Tool): readonly string[] | undefined;
}

/** Binding of a resource to what it reads: the keys, options and questions by which a spec states it. */
interface ResourceBinding<Resource extends ResourceSpec> {
  key: string;
  schema: JsonSchemaObject;
  option: {
    flag: string;
    value: string;
    description: string;
    read(text: string): Partial<Resource>;
    write(resource: Resource): string | undefined;
  };
  ask(questions: Questions): Promise<Partial<Resource> | undefined>;
  check(resource: Resource, resourcePath: SpecPath, report: SpecReport, settings?: object): void;
}

/** The code of a tool or a resource, for its file. */
export interface CodeSource {
  /** Imported names by module; `* as z` is also a name. */
  imports: Readonly<Record<string, readonly string[]>>;
  /** Statements before the definition. */
  constants?: readonly string[];
  /** The member `run` or `read` of the definition, indented by two spaces. */
  member: string;
  /** Content of a JSON file beside the module of a resource and with its name, which `imports` contains. */
  data?: string;
}

/** The names that a tool has in source code. */
export interface ToolNames {
  /** File name without extension. */
  file: string;
  constant: string;
}

/** A case in `tests/<provider>.test.ts`; see `ToolCase` in `mcp-provider/testing`. */
export interface ToolCase {
  response?: unknown;
  pages?: readonly { response: unknown }[];
  result?: unknown;
  /** Several requests in place of one, each with its response. */
  requests?: readonly { body?: unknown; response?: unknown }[];
  [key: string]: unknown;
}
