import type { AuthStyle, EnvironmentVariable } from '../../model/auth-style.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { AuthSpec, ProviderSpec, ToolSpec } from '../../model/spec.js';
import { printers } from '../printers.js';

/** What the templates of one provider know. */
export interface ProviderContext {
  name: string;
  /** In environment variables: `ACME_CHAT`. */
  NAME: string;
  displayName: string;
  description: string;
  baseUrl: string;
  auth: AuthSpec;
  /** Pieces of source that only this auth style has. */
  view: Record<string, string>;
  /** People sign in to it, and their credentials are stored. */
  signsIn: boolean;
  environment: (EnvironmentVariable & { name: string })[];
  /** Of the local sign-in server. */
  port: number;
  /** Folder of the stored credentials, below the user's data folder. */
  tokenPath: string;
  /** Modules that register something, without extension. */
  parts: string[];
  /** The tools as a Markdown table; empty where there are none. */
  toolTable: string;
  authCommand: string;
  /** Names of its environment variables, as Markdown. */
  variables: string;
}

export interface ProviderSurroundings {
  projectName: string;
  style: AuthStyle;
  port: number;
  authCommand: string;
}

export function providerContext(
  spec: ProviderSpec,
  { projectName, style, port, authCommand }: ProviderSurroundings,
): ProviderContext {
  const NAME = screamingCase(spec.name);
  const environment = style
    .environment(spec.auth)
    .map((variable) => ({ ...variable, name: `${NAME}_${variable.suffix}` }));
  const { name, displayName, description, baseUrl, auth } = spec;
  return {
    name,
    NAME,
    displayName,
    description,
    baseUrl,
    auth,
    view: style.view?.(auth) ?? {},
    signsIn: style.storesCredentials,
    environment,
    port,
    tokenPath: projectName,
    parts: partsOf(spec),
    toolTable: toolTable(spec.tools),
    authCommand,
    variables: environment.map((variable) => `\`${variable.name}\``).join(' and '),
  };
}

/** Empty where there are none. */
export function toolTable(tools: readonly ToolSpec[]): string {
  const rows = tools.map(({ name, description, annotations }) => [
    `\`${name}\``,
    printers.md(description),
    annotations?.readOnlyHint ? 'no' : 'yes',
  ]);
  return rows.length === 0 ? '' : printers.mdTable(['tool', 'what it does', 'changes data'], rows);
}

function partsOf({ tools, resources, prompts }: ProviderSpec): string[] {
  const part = (folder: string) => (entry: { name: string }) =>
    `${folder}/${kebabCase(entry.name)}`;
  return [
    ...prompts.map(part('prompts')),
    ...resources.map(part('resources')),
    ...tools.map(part('tools')),
  ].toSorted();
}
