import { requireFormerNames } from '../call/define/former-names.js';
import type { Registrations } from '../call/define/registrations.js';
import { withDescriber } from '../call/lists/large-tools.js';
import { chooseResources, chooseTools, environmentChoice } from '../call/lists/tool-choice.js';
import { skillsOf } from '../call/project-skills.js';
import { surfaceOf } from '../project/config.js';
import { log } from '../project/log.js';
import type { Project } from '../project/project.js';
import { searchTools } from '../search/search-tools.js';
import type { Environment } from '../utils/settings.js';
import type { ProviderState } from './provider-state.js';
import { withProviderView } from './provider-views.js';

type Tools = Registrations['tools'];

/** Returns the tools that the environment of the server leaves. */
export function toolsInEnvironment<Server>(
  { definition: { name }, changes, registrations }: ProviderState<Server>,
  env: Environment,
): () => Tools {
  const choice = environmentChoice(env);
  // Tools of another server may appear later: a name then means the tool that has it now.
  requireFormerNames(name, registrations.tools);
  const tools = changes.cachedPerEdition(() =>
    withProviderView(name, chooseTools(name, registrations.tools, choice)),
  );
  const [servedCount, totalCount] = [tools().size, registrations.tools.size];
  if (servedCount < totalCount)
    log(
      'info',
      `MCP_READ_ONLY and MCP_TOOLS choose ${servedCount} of ${totalCount} tools.`,
      undefined,
      {
        provider: name,
      },
    );
  return tools;
}

/** Returns the registrations of a provider, with the files of its skills. */
export function withSkills<Server>(
  { definition: { name }, changes, registrations }: ProviderState<Server>,
  project: Project | undefined,
): Registrations {
  const skills = skillsOf(project);
  if (!skills) return registrations;
  const { tools, prompts } = registrations;
  const resources = changes.cachedPerEdition(() => {
    const files = skills(name, [...tools.keys()]);
    return new Map([
      ...registrations.resources,
      ...files.map((file) => [file.name, file] as const),
    ]);
  });
  return {
    tools,
    prompts,
    get resources() {
      return resources();
    },
  };
}

/**
 * Returns the registrations for the tools of a choice.
 * @param offered tools through which clients use the chosen ones
 */
export const chosenRegistrations = (
  registrations: Registrations,
  chosen: () => Tools,
  offered = chosen,
): Registrations => ({
  prompts: registrations.prompts,
  get resources() {
    return chooseResources(registrations.resources, registrations.tools, chosen());
  },
  get tools() {
    return offered();
  },
});

/**
 * Returns the tools for clients, as `surface` offers them: with tools that describe, find and call
 * others, if there are any.
 */
export const offeredTools = <Server>(
  { definition, settings, changes }: ProviderState<Server>,
  chosen: () => Tools,
): (() => Tools) =>
  changes.cachedPerEdition(() => {
    const tools = chosen();
    const addTools = surfaceOf(definition.name) === 'tools' ? withDescriber : searchTools;
    return tools.size === 0 ? tools : addTools({ ...settings.texts, ...definition }, tools);
  });
