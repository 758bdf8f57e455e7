import type { DisconnectSignal } from '../call/call-limit.js';
import type { Registrations } from '../call/define/registrations.js';
import { listsOf } from '../call/lists/lists.js';
import {
  addressableNames,
  chooseTools,
  isVisibleTo,
  type ToolChoice,
  unknownNamesText,
} from '../call/lists/tool-choice.js';
import type { ServedRequest } from '../call/served-request.js';
import { missingScopes, scopesOf } from '../call/tool-calls.js';
import type { Principal } from '../identity/principal.js';
import { surfaceOf } from '../project/config.js';
import { log } from '../project/log.js';
import { environmentOf, knownProjectOf, type Project } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import { withExtensions, withResourceCapability } from './capabilities.js';
import {
  type CreateServer,
  EVENTS_EXTENSION,
  type ProviderParts,
  type ServerFactory,
  TASKS_EXTENSION,
  VIEWS_EXTENSION,
} from './definition.js';
import { sdkLineInProject } from './in-project.js';
import type { ProviderState } from './provider-state.js';
import { hasViews, viewsOf, withResource } from './provider-views.js';
import type { Exchange, SdkLine, ServedProvider, ServerRecord } from './sdk-line.js';
import {
  chosenRegistrations,
  offeredTools,
  toolsInEnvironment,
  withSkills,
} from './served-registrations.js';

type Tools = Registrations['tools'];

/** A line of the SDK, with the functions that use it. */
export interface SdkFunctions<Server> {
  factory: ServerFactory<Server>;
  line: SdkLine;
  define: ServedProvider['define'];
}

/** The state that the servers of a provider share in one project. */
export interface SharedState<Server> {
  record: ServerRecord;
  create: CreateServer<Server>;
}

/** Starts serving in one project: creates the state that its servers share. */
export function createSharedState<Server>(
  state: ProviderState<Server>,
  { factory, line, define }: SdkFunctions<Server>,
  project: Project | undefined,
): SharedState<Server> {
  const { settings, changes, configure } = state;
  const provider = state.definition.name;
  changes.isServing = true;
  const knownProject = project ?? knownProjectOf(provider);
  const registrations = withSkills(state, knownProject);
  const tools = toolsInEnvironment(state, project?.env ?? environmentOf(provider));
  const common = commonParts(state, registrations, tools, knownProject);
  const offerFor = offersByChoice(state, registrations, tools, common, factory);
  const record: ServerRecord = {
    line: project ? sdkLineInProject(project, line) : line,
    define,
    changes: changes.published,
    registrations,
    available: chosenRegistrations(registrations, tools),
    parts: offerFor(undefined).parts,
    partsFor: (request) => offerFor(request).parts,
    capabilities: common.options.capabilities,
    isConfigured: configure !== undefined,
    leftOut: settings.inCode()?.leftOut ?? new Map<string, string>(),
    webhooks: state.events.webhooks(knownProject),
    get scopes() {
      return requestableScopes(state, registrations, tools());
    },
    get readOnlyScopes() {
      const readOnlyTools = chooseTools(provider, tools(), { isReadOnly: true, names: [] });
      return requestableScopes(state, registrations, readOnlyTools);
    },
    missingScopes: (message, request, signal) =>
      missingScopesOf(state, offerFor(request).parts, { message, request, signal }),
    unknownTools: (choice, principal) => unknownToolsText(provider, tools(), choice, principal),
  };
  return { record, create: (principal, request) => offerFor(request).create(principal, request) };
}

/** The parts that no choice among the tools changes. */
type CommonParts<Server> = Pick<
  ProviderParts<Server>,
  'options' | 'policy' | 'configure' | 'tasks' | 'events'
>;

/** Opens the tasks and events of a provider, and declares the extensions that it has. */
function commonParts<Server>(
  state: ProviderState<Server>,
  registrations: Registrations,
  tools: () => Tools,
  project: Project | undefined,
): CommonParts<Server> {
  const { policy, configure } = state;
  const tasks = tasksOf(state, tools, project);
  const events = state.events.serve(project);
  const initialOptions = withResourceCapability(state.getInitializationOptions(), registrations);
  const extensions = [
    ...(tasks ? [TASKS_EXTENSION] : []),
    ...(events ? [EVENTS_EXTENSION] : []),
    ...(hasViews(state, tools()) ? [VIEWS_EXTENSION] : []),
  ];
  const options =
    extensions.length > 0 ? withExtensions(initialOptions, extensions) : initialOptions;
  return { options, policy, configure, tasks, events };
}

/** The parts of a provider for one choice among its tools, and the function that creates servers of them. */
interface Offer<Server> {
  parts: ProviderParts<Server>;
  create: CreateServer<Server>;
}

/** Returns what a request is offered: what its address chooses, or else everything. */
function offersByChoice<Server>(
  state: ProviderState<Server>,
  registrations: Registrations,
  tools: () => Tools,
  common: CommonParts<Server>,
  factory: ServerFactory<Server>,
): (request: ServedRequest | undefined) => Offer<Server> {
  const { changes } = state;
  const provider = state.definition.name;
  function makeOffer(choice: ToolChoice): Offer<Server> {
    const chosen = changes.cachedPerEdition(() => chooseTools(provider, tools(), choice));
    const offered = offeredTools(state, chosen);
    const chosenParts = chosenRegistrations(registrations, chosen, offered);
    const lists = changes.cachedPerEdition(() => listsOf(provider, chosenParts));
    const views = viewsOf(provider, offered, lists);
    const parts = {
      ...common,
      registrations: views ? withResource(chosenParts, views.resource) : chosenParts,
      lists,
      views: views?.add,
    };
    return { parts, create: factory(parts) };
  }
  const defaultOffer = makeOffer({ isReadOnly: false, names: [] });
  const cachedOffer = choiceCache(makeOffer);
  return (request) => (request?.choice ? cachedOffer(request.choice) : defaultOffer);
}

/** Returns the scopes that callers request when they sign in; with step-up, a call requests those it needs. */
const requestableScopes = <Server>(
  { stepUp }: ProviderState<Server>,
  registrations: Registrations,
  tools: Tools,
): string[] => (stepUp ? [] : scopesOf({ ...registrations, tools }));

function missingScopesOf<Server>(
  { definition: { name: provider }, policy }: ProviderState<Server>,
  { registrations: { tools }, tasks }: ProviderParts<Server>,
  { message, request, signal }: { message: unknown; request: Exchange; signal: DisconnectSignal },
) {
  const pairs =
    tasks && (async () => (await import('../tasks/pairs.js')).taskPairs(tools, await tasks()));
  const { principal } = request;
  return missingScopes(message, { provider, principal, policy, request, tools, pairs, signal });
}

/** Returns a text about names of a choice that no tool has, of those that the caller may know. */
function unknownToolsText(
  provider: string,
  tools: Tools,
  { names, isReadOnly }: ToolChoice,
  principal: Principal,
): string | undefined {
  const choosableTools = chooseTools(provider, tools, { isReadOnly, names: [] });
  const knownTools = [...choosableTools.values()].filter(isVisibleTo(principal));
  const text = unknownNamesText(
    names,
    knownTools.map((tool) => addressableNames(provider, tool)),
  );
  if (text === undefined || !isReadOnly) return text;
  return `${text}. "readonly" leaves out all tools that can change something.`;
}

/**
 * Loads the tasks of a provider with its first tool that is one, so that this process continues
 * tasks whose process was lost.
 * @throws StartError if `configure` registers tools with the SDK, which has no tasks
 */
function tasksOf<Server>(
  { definition: { name }, policy, configure, registrations }: ProviderState<Server>,
  tools: () => Tools,
  project: Project | undefined,
): ProviderParts<Server>['tasks'] {
  const isUsed = [...registrations.tools.values()].some(({ task }) => task !== undefined);
  if (!isUsed || !project || project.isTested || surfaceOf(name) !== 'tools') return undefined;
  if (configure)
    throw new StartError(`Provider "${name}" cannot have both "configure" and tools with "task".`);
  const opening = import('../tasks/tasks.js').then(({ openTasks }) =>
    openTasks(name, project, { policy, tools }),
  );
  opening.catch((error: unknown) => log('error', 'task', error, { provider: name }));
  return () => opening;
}

/** Most cached choices; a client sends the same address with each request. */
const MAX_CHOICES = 100;

/** Caches a value for each of the choices that were used last. */
function choiceCache<Value>(make: (choice: ToolChoice) => Value): (choice: ToolChoice) => Value {
  const values = new Map<string, Value>();
  return (choice) => {
    const key = JSON.stringify(choice);
    const value = values.get(key) ?? make(choice);
    values.delete(key);
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= MAX_CHOICES) break;
      values.delete(oldest);
    }
    return value;
  };
}
