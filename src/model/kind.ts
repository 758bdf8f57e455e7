import type { JsonSchemaObject } from './json-schema.js';
import type { Provider } from './project.js';
import type { Questions, TextQuestion } from './questions.js';
import type { Scanner } from './scanner.js';
import type { ResourceSpec, SuggestedTool, ToolAnnotations, ToolSpec } from './spec.js';
import type { Report, SpecPath } from './spec-report.js';

/** Of specs and of entries in `provider-config.yaml` without a "kind". */
export const DEFAULT_KIND = 'api';

/** Where an auth style applies: to each request, to the login of a session, to requests of a storage, to a program, or nowhere. */
export type AuthPort = 'request' | 'path' | 'login' | 'storage' | 'program' | 'nothing';

/** An option with a value, in the help. */
interface ValueOption {
  flag: string;
  value: string;
  description: string;
  /** In help without `--all`. */
  common?: boolean;
}

/** What the help contains of a kind: `options.ts` in its folder, which loads at every start. */
export interface KindOptions {
  label: string;
  spec: {
    settings: readonly Pick<KindSetting, 'key' | 'option'>[];
    tool?: { option: ValueOption; more?: readonly ValueOption[] };
    resource?: { option: ValueOption };
  };
}

/** What a provider connects to: a folder in `src/kinds`, and one in `templates/kind` for modules that all its providers have. Data and pure functions only. */
export interface Kind<
  Tool extends ToolSpec = ToolSpec,
  Resource extends ResourceSpec = ResourceSpec,
> {
  /** In questions and documentation. */
  label: string;
  contract?: ContractPort;
  spec: SpecPort<Tool, Resource>;
  render: RenderPort<Tool, Resource>;
  /** What else people should know before a provider is made: where its requests go, what is not served. */
  tells?(spec: object): readonly ReviewRow[];
  /** Absent: its entry in `provider-config.yaml` has its settings alone, and it serves what the project defines. */
  serve?: ServePort<Tool, Resource>;
  test: TestPort<Tool, Resource>;
}

/** A row of the last screen before files are written. */
export interface ReviewRow {
  /** At most 10 characters; empty where the row belongs to the one above. */
  label: string;
  text: string;
}

/** What files of a project must agree on: `contract.ts` in its folder, all that the rules of `validate` load of a kind. */
export interface ContractPort {
  /** The only auth style that fits the settings of a provider, where they determine it. */
  authFor?(settings: Readonly<Record<string, unknown>>): string | undefined;
  /** Its resources change while the server runs, and clients are told: `mcp-instance.ts` exports `notify`. */
  changesResources?(spec: object): boolean;
  /** What its providers serve beside tools, resources and prompts of their own, as far as files tell. */
  served?(provider: Provider): Served;
}

/** How a spec describes providers of a kind. */
interface SpecPort<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Auth styles of these ports can be used. */
  auth: readonly AuthPort[];
  /** Keys of a provider's spec, asked in this order. */
  settings: readonly KindSetting[];
  /** Optional keys of a provider's spec, with their JSON Schemas. */
  extras?: Readonly<Record<string, JsonSchemaObject>>;
  /** Absent: the owner writes the function of each tool. */
  tool?: ToolBinding<Tool>;
  /** The same of resources. */
  resource?: ResourceBinding<Resource>;
}

/** What the code of a tool can use of its provider. */
export interface CodeHome {
  sharedModule?: SharedModule | undefined;
}

/** A module that several tools of a provider import. */
export interface SharedModule {
  /** Below the provider's directory, without extension. */
  file: string;
  text: string;
  /** Its constants, by the code that they stand for. */
  names: ReadonlyMap<string, string>;
}

/** The code of a provider. */
interface RenderPort<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** What a tool that `hasCode` does; undefined where its owner writes all of it. */
  toolCode?(tool: Tool, home?: CodeHome): CodeSource | undefined;
  /** What the code of several tools has in common. */
  sharedModule?(tools: readonly Tool[]): SharedModule | undefined;
  /** What a resource with a binding reads. */
  resourceCode?(resource: Resource): CodeSource;
  /** Options of `defineProvider`, beside those of each provider. */
  defined?(spec: object): Readonly<Record<string, unknown>>;
  /** Modules in the `api` directory of every provider, without extension. */
  apiFiles: readonly string[];
  /** Modules in its template that register something, below the provider's directory and without extension. */
  parts?: readonly string[];
  /** What these register, beside tools. */
  registrars?: readonly ('resource' | 'prompt')[];
  /** Identifiers that modules of its tools import or declare. */
  identifiers: readonly string[];
  /** Where the work of a tool is done. Its constant is not called like a function outside, which its module imports. */
  functions?: 'inside' | 'outside';
  /** Production dependencies of a spec, by package name; versions are in one table. */
  dependencies(settings: Readonly<Record<string, unknown>>): readonly string[];
  /** What only the templates of this kind know. */
  view?(spec: object): Record<string, unknown>;
  /** Patterns in `.gitignore` for data of users in the project. */
  ignores?(spec: object): readonly string[];
  /** What a provider connects to, for the README; the label of the kind, unless stated. */
  connectsTo?(spec: object): string;
  /** How code calls the connected system: Markdown for coding agents, below the label of the kind and a colon. */
  calls: string;
  /** Markdown for the project's README. */
  readme?(spec: object, commands: { cli: string }): string;
  /** What the owner has to do before its tests run, in sentences. */
  next?(spec: object): readonly string[];
}

/** What a running provider reads and serves beside what its settings and its code say. */
interface ServePort<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** Values of them for a provider whose users enter a secret. */
  secretEntry?(spec: object): Readonly<Record<string, string>>;
  /** Switches of a spec, by their keys in its entry. */
  entrySwitches?(spec: object): Readonly<Record<string, boolean>>;
  /** Lists in its entry in `provider-config.yaml` that its tools and resources need. */
  entryLists?(parts: readonly (Tool | Resource)[]): Readonly<Record<string, readonly string[]>>;
  /** What a provider that is to be rendered serves beside tools, resources and prompts of its own. */
  serving?(spec: object): {
    tools: readonly DescribedTool[];
    resources?: readonly Pick<ServedPart, 'uri' | 'uriTemplate'>[];
    prompts?: readonly Pick<ServedPart, 'name'>[];
  };
  /** What one of these tools returns, as an example for people; a sample of its output schema, unless stated. */
  exampleResults?: Readonly<Record<string, object>>;
  /** Of a server whose tools are served: clients get them in place of the description. */
  instructions?(spec: object): string | undefined;
}

/**
 * What the code of a provider that is to be rendered registers beside its own parts, as it is listed: `registrations.ts` in
 * the folder of a kind, with definitions of the runtime that only lists of what is served load.
 */
export type Registrations = (spec: object) => {
  tools: readonly { name: string }[];
  resources: readonly { name: string }[];
  prompts: readonly { name: string }[];
};

/** The tests of a provider. */
interface TestPort<Tool extends ToolSpec, Resource extends ResourceSpec> {
  /** The module whose `testProvider` tests a provider. */
  testing(spec: object): 'mcp-provider/testing' | `mcp-provider/testing/${string}`;
  /** The case of a tool with a binding; undefined where no example fits the schemas. `settings` are those of the spec or of the code. */
  toolCase?(tool: Tool, settings?: object): ToolCase | readonly ToolCase[] | undefined;
  /** The case of a resource with a binding; undefined where the tests of the kind read none. */
  resourceCase?(resource: Resource): object | undefined;
  /** Property of the result with the list that a tool returns, if any. */
  listProperty?(tool: Tool): string | undefined;
  /** More of the fixture in the tests of a provider. */
  fixture?(spec: Readonly<Record<string, unknown>>): object;
  /** A server that the tests of a provider need. */
  service?(spec: object): TestService | undefined;
  /** Settings of a spec that its tests depend on, as the code of a provider states them. */
  settingsIn?(provider: Provider): object;
  /** A tool with a binding, for the test matrix; in a kind without bindings, the tool of providers that state none. */
  sample: Tool;
}

/** A tool as people read of it. */
export type DescribedTool = Pick<ToolSpec, 'name' | 'description' | 'annotations'> &
  Partial<Pick<ToolSpec, 'inputSchema' | 'confirm'>>;

/** Definitions that no code of the project contains. */
export interface Served {
  /** Where they are defined or registered, from the root of the project. */
  file: string;
  /** It cannot be read: what it defines is not known. */
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

/** A server that the tests of a provider need: a service container in GitHub Actions. */
export interface TestService {
  /** Name of the service container. */
  name: string;
  image: string;
  env: readonly { name: string; value: string }[];
  port: number;
  /** Options of `docker create` that tell when the container is ready. */
  options: string;
  /** Environment variable of the tests. */
  variable: string;
  /** Its value, with an expression of GitHub Actions for the port on the machine. */
  url: string;
}

/**
 * A text that a provider of the kind has. Its key in `provider-config.yaml` is the snake_case one (`base_url`); the
 * environment variable `<PROVIDER>_BASE_URL` replaces it; the option is `--base-url`.
 */
export interface KindSetting {
  /** In a spec: `baseUrl`. */
  key: string;
  /** In sentences: "base URL". */
  name: string;
  schema: JsonSchemaObject & { description: string; examples: readonly [string, ...string[]] };
  option: Omit<ValueOption, 'flag'>;
  question: string;
  /** Describes what is wrong, as the end of a sentence. @param settings of the spec, as far as they are known */
  check(text: string, settings?: object): string | undefined;
  complete?(text: string): string;
  /** What a text certainly means. */
  correct?(text: string): string;
  /** It is a place on one computer: users of a published server set their own. */
  isLocal?(text: string): boolean;
}

/** A setting of a spec; its schema requires a string. */
export const settingOf = (spec: object, { key }: KindSetting): string =>
  String((spec as Readonly<Record<string, unknown>>)[key]);

/** A tool or resource with its binding. */
export type Bound<Spec, Key extends keyof Spec> = Spec & Required<Pick<Spec, Key>>;

/** Whether a spec says how the connected system is called. */
export const isBound = (spec: object, binding: { key: string } | undefined): boolean =>
  binding !== undefined && Reflect.get(spec, binding.key) !== undefined;

/** How the spec of a tool says what it calls. */
export interface ToolBinding<Tool extends ToolSpec> {
  /** In a tool's spec: `request`. */
  key: string;
  schema: JsonSchemaObject;
  option: {
    flag: string;
    value: string;
    description: string;
    /** @throws Misread */
    read(scanner: Scanner): Partial<Tool>;
    /** Undefined without a binding. */
    write(tool: Tool): string | undefined;
  };
  /** Further options, each for a key of the binding. */
  more?: readonly BindingOption<Tool>[];
  /** The tools that a text says, such as requests with their arguments; undefined for another text. @throws Misread */
  readTools?(text: string): readonly Tool[] | undefined;
  /** With a call below the base URL of the provider, where it states that. */
  placedAt?(tool: Partial<Tool>, baseUrl: string | undefined): Partial<Tool>;
  /** A binding with arguments and constants in stated places; absent where calls have no such places. @throws Misread */
  withPlaces?(tool: Partial<Tool>, placed: readonly Placed[]): Partial<Tool>;
  /** The inverse: what of a binding has a place of its own. */
  placesOf?(tool: Tool): readonly Placed[];
  /**
   * The bindings in one answer; none in an empty one. With `inputSchema`, their arguments were asked for, too.
   * @param asked how the question is put, where it is not for the first tool of a provider
   * @param baseUrl of the provider, where it is known
   */
  ask(
    questions: Questions,
    asked?: Partial<TextQuestion>,
    baseUrl?: string,
  ): Promise<readonly Partial<Tool>[]>;
  /** Completes a tool that has this binding. */
  suggest?(tool: Partial<Tool>): SuggestedTool | undefined;
  /** Arguments that the call requires, and others that it names. */
  requires(tool: Partial<Tool>): readonly string[];
  names?(tool: Partial<Tool>): readonly string[];
  /** Arguments whose default the call gets where the caller gives no value; absent: all. */
  filled?(tool: Tool): readonly string[];
  annotations(tool: Partial<Tool>): ToolAnnotations;
  /** `settings` are those of the spec; absent where a tool is added to a project. */
  check(tool: Tool, at: SpecPath, report: Report, settings?: object): void;
}

/** Parts of a request that an argument or a constant can be in. */
export const places = ['query', 'body', 'header'] as const;

/** What `--param` says beside the schema of an argument. */
export interface Placed {
  name: string;
  /** Absent: where the binding puts it. */
  place?: (typeof places)[number];
  /** Sent with each request, in place of an argument. */
  constant?: string | number | boolean;
}

/** An option for a part of a binding. */
export interface BindingOption<Tool extends ToolSpec> extends ValueOption {
  /** The value, and its place in the binding. @throws Misread */
  read(scanner: Scanner): { at: readonly string[]; value: object | string };
  /** The texts that say it; undefined where none can. */
  write(tool: Tool): readonly string[] | undefined;
}

/** How the spec of a resource says what is read. */
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
  check(resource: Resource, at: SpecPath, report: Report, settings?: object): void;
}

/** The code of a tool or a resource, for its file. */
export interface CodeSource {
  /** Names by module; `* as z` is one. */
  imports: Readonly<Record<string, readonly string[]>>;
  /** Statements before the definition. */
  constants?: readonly string[];
  /** The member `run` or `read` of the definition, indented by two spaces. */
  member: string;
}

/** Names of a tool in source. */
export interface ToolNames {
  /** Without extension. */
  file: string;
  constant: string;
}

/** A case in `tests/<provider>.test.ts`; see `ToolCase` in `mcp-provider/testing`. */
export interface ToolCase {
  response?: unknown;
  pages?: readonly { response: unknown }[];
  result?: unknown;
  [key: string]: unknown;
}
