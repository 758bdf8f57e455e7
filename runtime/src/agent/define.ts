import { createVault } from '../credentials/vault.js';
import type { Principal } from '../identity/principal.js';
import { projectOf, runInProject, runningProject } from '../project/project.js';
import type { AuthenticatedRoute } from '../project/route.js';
import type { Provider } from '../provider/definition.js';
import { loadServed, type Providers } from '../provider/loader.js';
import { commonProject } from '../provider/module-in-code.js';
import type { Agent } from '../serving/agent.js';
import { StartError } from '../utils/start-error.js';
import { openProviderEndpoints } from './connections.js';
import { handleChat } from './handler.js';
import { ConversationHistory } from './history.js';
import { type AgentLimits, DEFAULT_AGENT_LIMITS } from './limits.js';
import type { ModelSettings } from './model.js';
import { modelOf, modelSettings } from './settings.js';

/** Options of `defineAgent`. */
export interface AgentDefinition {
  /**
   * Providers whose tools the agent uses as the user who sends the message: those of a project, or
   * providers in code.
   */
  providers: Providers | readonly Provider[];
  /** Task of the agent. Rules about data and destructive tools are added. */
  instructions: string;
  /** Defaults of the model; environment variables take precedence. The key comes only from the environment. */
  model?: Partial<Omit<ModelSettings, 'key'>>;
  /** Path of the endpoint; `/agents/chat` by default. */
  path?: string;
  /** `agent_used` of JSON responses; `agent` by default. */
  name?: string;
  limits?: Partial<AgentLimits>;
}

/**
 * Defines an agent that uses the tools of this project.
 * @example export const agent = defineAgent({ providers, instructions: 'You answer questions about rooms.' });
 */
export function defineAgent(definition: AgentDefinition): Agent {
  const { providers, instructions, path = '/agents/chat', name = 'agent' } = definition;
  const limits = { ...DEFAULT_AGENT_LIMITS, ...definition.limits };
  const settings = () => modelSettings(process.env, definition.model);
  const names = isInCode(providers)
    ? providers.map((provider) => provider.name)
    : Object.keys(providers);
  const ownProject = isInCode(providers) ? commonProject(providers, {}) : undefined;
  /** Runs a task in the running project of the providers; if there is none, in the agent's own. */
  const withProject = <T>(task: () => T): T =>
    ownProject && !runningProject(names[0] ?? '') ? runInProject(ownProject, task) : task();
  const endpoints = async () => {
    if (isInCode(providers))
      return openProviderEndpoints(
        new Map(providers.map((provider) => [provider.name, provider.createServer])),
      );
    const servers = names.map(async (name) => {
      const { mcpInstance } = await loadServed(providers, name);
      return [name, mcpInstance.createServer] as const;
    });
    return openProviderEndpoints(new Map(await Promise.all(servers)));
  };

  async function route(): Promise<AuthenticatedRoute> {
    const [first] = names;
    if (first === undefined) throw new StartError('The agent has no providers.');
    const history = new ConversationHistory(createVault(first), limits);
    const { metrics } = projectOf(first);
    const { api } = settings();
    const model = await modelOf(settings());
    const parts = {
      name,
      endpoints: await endpoints(),
      model,
      api,
      metrics,
      instructions,
      limits,
    };
    return {
      path,
      methods: ['POST', 'DELETE'],
      handle: (request, caller) =>
        withProject(() => handleChat({ ...parts, history }, request, caller)),
    };
  }

  async function chat(user: Principal): Promise<void> {
    const { chatInTerminal } = await import('./console.js');
    const model = await modelOf(settings());
    const parts = { endpoints: await endpoints(), model, instructions, limits };
    await chatInTerminal(parts, user, process);
  }

  return { route: () => withProject(route), chat: (user) => withProject(() => chat(user)) };
}

const isInCode = (providers: AgentDefinition['providers']): providers is readonly Provider[] =>
  Array.isArray(providers);
