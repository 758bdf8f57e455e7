import { kindOf } from '../../kinds/kind-of.js';
import type { TestService } from '../../model/kind.js';
import type { ClientSetup, ProjectSpec } from '../../model/spec.js';
import type { ProjectCommands } from '../commands.js';
import { projectCommands } from '../commands.js';
import { printers } from '../printers.js';
import type { RenderedProvider } from '../provider.js';

/** What the templates of a project know. */
export interface ProjectContext {
  name: string;
  title: string;
  /** What the project is, in one sentence. */
  summary: string;
  /** Name of the first provider, for examples. */
  first: string;
  providers: readonly { name: string; config: string; variables: string; readme: string }[];
  /** Paragraphs of `.env.example` that providers share. */
  sharedVariables: readonly string[];
  /** The section of the README about stored credentials; empty where there are none. */
  storedCredentials: string;
  /** Credential stores that several servers share. */
  stores: readonly string[];
  commands: ProjectCommands;
  /** That continuous integration tests. */
  branch: string;
  /** Of the project below that of its repository; empty where they are the same. */
  directory: string;
  /** Everything below that directory, as a pattern. */
  paths: string;
  isYarn: boolean;
  /** Servers that the tests need. */
  services: readonly TestService[];
  /** The table of MCP clients; empty for the usual ones. */
  clients: string;
  /** Sections of the README. */
  features: readonly string[];
}

export function projectContext(
  project: ProjectSpec,
  providers: readonly RenderedProvider[],
): Omit<ProjectContext, 'features'> {
  const { name, packageManager, packageManagerVersion, repository, store } = project;
  const { providers: specs, clients = [] } = project;
  const title = specs.map(({ displayName }) => displayName).join(', ');
  return {
    name,
    title,
    summary: `MCP server for ${title}.`,
    first: specs[0]?.name ?? name,
    providers: providers.map(({ config, ...provider }) => ({
      ...provider,
      config: config.replaceAll('\n', '\n  '),
    })),
    sharedVariables: [...new Set(providers.flatMap(({ sharedVariables }) => sharedVariables))],
    storedCredentials:
      providers.find(({ storedCredentials }) => storedCredentials)?.storedCredentials ?? '',
    stores: store ? [store] : [],
    commands: projectCommands(packageManager, packageManagerVersion),
    branch: repository?.branch ?? 'main',
    directory: repository?.directory ?? '',
    paths: `${repository?.directory ?? ''}/**`,
    isYarn: packageManager === 'yarn',
    clients: clients.length === 0 ? '' : clientTable(clients),
    services: specs.flatMap((spec) => kindOf(spec.kind).service?.(spec) ?? []),
  };
}

const clientTable = (clients: readonly ClientSetup[]): string =>
  printers.mdTable(
    ['client', 'command', 'file'],
    clients.map(({ label, command, place }) => [label, `\`npx mcp-provider ${command}\``, place]),
  );
