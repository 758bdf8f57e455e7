import type { CallPolicy } from '../call/call.js';
import type { Prompt, Resource, Tool } from '../call/define/definitions.js';
import type { registrars, Registrations } from '../call/define/registrations.js';
import type { Notify } from '../call/lists/changes.js';
import type { ListedTool, Lists } from '../call/lists/lists.js';
import type { Icon } from '../call/result/content.js';
import type { ServedRequest } from '../call/served-request.js';
import type { Events } from '../events/events.js';
import type { Webhooks } from '../events/webhooks.js';
import type { Principal } from '../identity/principal.js';
import type { Tasks } from '../tasks/tasks.js';
import type { CodeContext, CodeProvider, CodeSettings, IN_CODE, TOOLS } from './in-code.js';
import type { WebFetch } from './web-fetch.js';

/**
 * The capabilities of a server (MCP `ServerCapabilities`). `listChanged` allows changes of a list
 * while the provider serves; `subscribe` lets clients subscribe to changes of a resource.
 */
export interface Capabilities {
  tools?: { listChanged?: boolean };
  resources?: { listChanged?: boolean; subscribe?: boolean };
  prompts?: { listChanged?: boolean };
  completions?: Record<string, never>;
  logging?: Record<string, never>;
  /** Where ChatGPT looks for events; `extensions` states them, too (SEP-3415). */
  events?: Record<string, never>;
  /**
   * Extensions that `configure` adds, with the settings of each (SEP-2133).
   * @example extensions: { 'dev.acme/search': { languages: ['en'] } }
   */
  extensions?: Record<string, Record<string, Json>>;
}

/** Extension of long-running calls (SEP-2663). */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** Extension of views, MCP Apps (SEP-1865). */
export const VIEWS_EXTENSION = 'io.modelcontextprotocol/ui';

/** Extension of subscriptions to events (SEP-3415). */
export const EVENTS_EXTENSION = 'io.modelcontextprotocol/events';

/** A value that JSON can express. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The description that a server states about itself. */
export interface InitializationOptions {
  name: string;
  title?: string;
  version: string;
  instructions?: string;
  websiteUrl?: string;
  icons?: Icon[];
  capabilities: Capabilities;
}

/** A provider, as `defineProvider` accepts it. */
export interface ProviderDefinition<Server>
  extends Omit<InitializationOptions, 'capabilities' | 'version'>, CallPolicy, CodeSettings {
  /**
   * Name of the provider, and prefix of its environment variables; in a project, its directory and
   * its key in provider-config.yaml.
   */
  name: string;
  /** Default: that of the project's package.json. */
  version?: string;
  /** Capabilities in addition to those of the registrations. */
  capabilities?: Capabilities;
  /** Resources; more can be registered. */
  resources?: readonly Resource[];
  /** Prompts; more can be registered. */
  prompts?: readonly Prompt[];
  /**
   * Runs on each server before it serves its caller, for features of the SDK that this package does
   * not cover. Over HTTP, it runs once per request: keep it short.
   */
  configure?(server: Server, principal: Principal): void;
}

/** A provider, as `defineProvider` returns it. */
export interface Provider<
  Server extends object = object,
  Tools extends readonly Tool[] = readonly Tool[],
> extends Omit<ReturnType<typeof registrars<CodeContext>>, 'registrations' | 'events'> {
  readonly name: string;
  /** Notifies clients of changes that `capabilities.resources` allows. */
  notify: Notify;
  /** Creates a server for one principal; no two principals share one. */
  createServer: CreateServer<Server>;
  /** Returns the description that the server states about itself. */
  readonly getInitializationOptions: () => InitializationOptions;
  /** Responds as a handler of `mcp-provider/http` without options does: to this machine only. */
  fetch: WebFetch;
  /** Absent if provider-config.yaml has its settings. @internal */
  readonly [IN_CODE]: CodeProvider | undefined;
  /** The types of `tools`, for typed clients. @internal */
  readonly [TOOLS]?: Tools;
}

/** Creates a server for one principal. */
export type CreateServer<Server = object> = (
  principal: Principal,
  request?: ServedRequest,
) => Server;

/** Returns the MCP `Implementation` of a provider. */
export const implementationOf = ({
  name,
  title,
  version,
  websiteUrl,
  icons,
}: InitializationOptions) => ({
  name,
  version,
  ...(title && { title }),
  ...(websiteUrl && { websiteUrl }),
  ...(icons && { icons }),
});

/** The parts from which the servers of a provider are created. */
export interface ProviderParts<Server> {
  options: InitializationOptions;
  registrations: Registrations;
  /** @throws Error if JSON Schema cannot express a schema */
  lists(): Lists;
  policy: CallPolicy;
  configure: ProviderDefinition<Server>['configure'];
  /** Loads the tasks of the provider; absent if no tool is a task. */
  tasks?: (() => Promise<Tasks>) | undefined;
  /** Adds the views of tools to a list; absent if no tool has one. */
  views?: ((visibleTools: ListedTool[]) => Promise<ListedTool[]>) | undefined;
  /** Loads the events of the provider; absent if it has none. */
  events?: (() => Promise<Events>) | undefined;
}

/** The webhooks with which the API of a provider reports events. */
export interface ProviderWebhooks {
  /** Their names, which follow `/webhooks/` in the address. */
  paths: readonly string[];
  /** Loads what receives them. @throws StartError if their requests could not be verified */
  open(): Promise<Webhooks>;
}

/** Creates servers with one line of the SDK. */
export type ServerFactory<Server> = (parts: ProviderParts<Server>) => CreateServer<Server>;

/** Creates a handler of web requests for a provider; its code is loaded with the first request. */
export type MakeHandler = (
  provider: Pick<Provider, 'createServer' | 'getInitializationOptions'>,
) => Promise<{ fetch: WebFetch }>;
