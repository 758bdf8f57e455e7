import type { AuthStyle, EnvironmentVariable } from '../../model/auth-style.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { AuthSpec, PackageManager, ProviderSpec, ToolSpec } from '../../model/spec.js';
import { projectCommands } from '../commands.js';
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
  /** What only the templates of this auth style know. */
  view: Record<string, unknown>;
  /** People sign in to it, and their credentials are stored. */
  signsIn: boolean;
  environment: (EnvironmentVariable & { name: string })[];
  /** Calls to its API carry credentials. */
  hasCredentials: boolean;
  /** Of the local sign-in server. */
  port: number;
  /** Folder of the stored credentials, below the user's data folder. */
  tokenPath: string;
  /** Modules that register something, without extension. */
  parts: string[];
  /** The tools as a Markdown table; empty where there are none. */
  toolTable: string;
  /** Its credentials are renewed. */
  renews: boolean;
  /** Users of the HTTP server connect their accounts by a link. */
  linksAccounts: boolean;
  /** More lines of its entry in provider-config.yaml. */
  configLines: string[];
  /** How the project comes by credentials, as Markdown. */
  credentialsText: string;
}

export interface ProviderSurroundings {
  projectName: string;
  style: AuthStyle;
  port: number;
  packageManager: PackageManager;
  /** The only provider of its project: commands need not name it. */
  isOnly: boolean;
}

export function providerContext(
  spec: ProviderSpec,
  { projectName, style, port, packageManager, isOnly }: ProviderSurroundings,
): ProviderContext {
  const { auth: command } = projectCommands(packageManager);
  const provider = isOnly ? undefined : spec.name;
  const NAME = screamingCase(spec.name);
  const environment = style
    .environment(spec.auth)
    .map((variable) => ({ ...variable, name: `${NAME}_${variable.suffix}` }));
  const features = style.features?.(spec.auth) ?? [];
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
    hasCredentials: environment.length > 0,
    port,
    tokenPath: projectName,
    parts: partsOf(spec),
    toolTable: toolTable(spec.tools),
    renews: features.includes('renewal'),
    linksAccounts: features.includes('account-link'),
    configLines: configLines(style.config?.(auth, port) ?? {}),
    credentialsText:
      style.readme?.(auth, {
        name,
        NAME,
        port,
        authCommand: (more) => command(provider, more),
      }) ?? '',
  };
}

const configLines = (config: Record<string, string | readonly string[]>): string[] =>
  Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${key}: ${printers.yaml(value)}`]
      : value.length > 0
        ? [`${key}:`, ...value.map((item) => `  - ${printers.yaml(item)}`)]
        : [],
  );

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
