import type { RenderedFile } from '../model/plan.js';
import type { PackageManager } from '../model/spec.js';
import { projectCommands } from './commands.js';
import { renderFolder, renderPartial } from './engine.js';
import { packageVersions } from './package-json.js';

export interface AgentSpec {
  instructions: string;
  /** Name of the model; if empty, only `MODEL_NAME` states it. */
  model: string;
}

export interface RenderedAgent {
  files: RenderedFile[];
  /** Paragraph of `.env.example`. */
  variables: string;
  /** Section of the README. */
  readme: string;
  /** Versions of dependencies by package. */
  dependencies: Record<string, string>;
}

/** Returns the files of an agent, and its lines in files of the project. */
export function renderAgent(spec: AgentSpec, packageManager: PackageManager): RenderedAgent {
  const context = { ...spec, commands: projectCommands(packageManager) };
  return {
    files: renderFolder('agent', context),
    variables: renderPartial('agent.env', context),
    readme: renderPartial('agent.md', context),
    dependencies: packageVersions(['@modelcontextprotocol/client']),
  };
}
