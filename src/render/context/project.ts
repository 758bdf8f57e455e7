import type { ProjectSpec } from '../../model/spec.js';
import type { ProjectCommands } from '../commands.js';
import { version } from '../../model/version.gen.js';
import { projectCommands } from '../commands.js';
import { json } from '../json.js';
import type { ProviderContext } from './provider.js';

/** What the templates of a project know. */
export interface ProjectContext {
  name: string;
  title: string;
  /** What the project is, in one sentence. */
  summary: string;
  /** Name of the first provider, for examples. */
  first: string;
  providers: readonly ProviderContext[];
  /** Some provider keeps credentials. */
  signsIn: boolean;
  /** Users of the HTTP server connect their accounts by links. */
  linksAccounts: boolean;
  /** Some provider renews what it keeps. */
  renews: boolean;
  /** How the address of a store begins that several servers can share; empty where records stay on the machine. */
  storeAddress: string;
  /** The lock of a server that was killed ends by time. */
  isLeased: boolean;
  commands: ProjectCommands;
  /** This tool, as a package of the version that wrote the project. */
  generator: string;
  /** The entry most clients take, as JSON. */
  clientEntry: string;
}

export function projectContext(
  { name, packageManager, store }: ProjectSpec,
  providers: readonly ProviderContext[],
): ProjectContext {
  const titles = providers.map(({ displayName }) => displayName);
  const first = providers[0]?.name ?? name;
  return {
    name,
    title: titles.join(', '),
    summary: `MCP server for ${titles.join(', ')}.`,
    first,
    providers,
    signsIn: providers.some(({ signsIn }) => signsIn),
    linksAccounts: providers.some(({ linksAccounts }) => linksAccounts),
    renews: providers.some(({ renews }) => renews),
    isLeased: store === 'redis',
    storeAddress: store ? `${store}://` : '',
    commands: projectCommands(packageManager),
    generator: `create-mcp-provider@${version}`,
    clientEntry: json({
      mcpServers: Object.fromEntries(
        providers.map((provider) => [provider.name, clientEntry(provider.name, name)]),
      ),
    }).trimEnd(),
  };
}

/** How a client starts a provider. */
export const clientEntry = (provider: string, project: string) => ({
  command: 'node',
  args: [`/path/to/${project}/dist/server.js`, '--provider', provider],
});
