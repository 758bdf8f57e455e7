import { kindOf } from '../../kinds/kind-of.js';
import type { TestService } from '../../model/kind.js';
import type { ClientSetup, PackageManager, ProjectSpec, ProviderSpec } from '../../model/spec.js';
import type { ProjectCommands } from '../commands.js';
import { projectCommands } from '../commands.js';
import { demoCall } from '../demo-call.js';
import { printers } from '../printers.js';
import type { RenderedProvider } from '../provider.js';
import { RUNTIME } from '../runtime.js';

/** What the templates of a project know. */
export interface ProjectContext {
  name: string;
  title: string;
  /** What the project is, in one sentence. */
  summary: string;
  /** Heading of the README. */
  heading: string;
  /** Module of the runtime for the SDK of the project. */
  runtime: string;
  /** What tools call the connected systems with, in sentences for coding agents. */
  calls: string;
  /** Options of `add-tool` that state what a tool calls; empty in projects of own code alone. */
  toolFlags: string;
  /** Command that calls a tool without sign-in, in the demo; elsewhere empty. */
  firstCall: string;
  /** Name of the first provider, for examples. */
  first: string;
  providers: readonly { name: string; config: string; variables: string; readme: string }[];
  /** Patterns in `.gitignore` for data of users. */
  ignores: readonly string[];
  /** Paragraphs of `.env.example` that providers share. */
  sharedVariables: readonly string[];
  /** Sections of the README that providers share. */
  sharedSections: readonly string[];
  /** Credential stores that several servers share. */
  stores: readonly string[];
  commands: ProjectCommands;
  /** That continuous integration tests. */
  branch: string;
  /** Of the project below that of its repository; empty where they are the same. */
  directory: string;
  isYarn: boolean;
  isNpm: boolean;
  isVendored: boolean;
  /** Patterns of what its package manager reads beside package.json. */
  packageFiles: string;
  /** Servers that the tests need. */
  services: readonly TestService[];
  /** The table of providers. */
  providerTable: string;
  /** The table of MCP clients. */
  clients: string;
  /** Sections of the README. */
  features: readonly string[];
}

/** Each may be missing. */
const PACKAGE_FILES: Readonly<Record<PackageManager, string>> = {
  npm: 'package-lock.json* .npmrc*',
  pnpm: 'pnpm-lock.yaml* pnpm-workspace.yaml* .npmrc*',
  yarn: 'yarn.lock* .yarnrc.yml*',
  bun: 'bun.lock* bunfig.toml*',
};

export function projectContext(
  project: ProjectSpec,
  providers: readonly RenderedProvider[],
): Omit<ProjectContext, 'features'> {
  const { name, sdk, packageManager, packageManagerVersion, repository, store } = project;
  const { providers: specs, clients = [] } = project;
  const commands = projectCommands(packageManager, packageManagerVersion);
  const titles = specs.map(({ displayName }) => displayName);
  const title = titles.join(', ');
  const names = [titles.slice(0, -1).join(', '), titles.at(-1)].filter(Boolean).join(' and ');
  return {
    name,
    title,
    summary: `MCP server for ${names}${names.endsWith('.') ? '' : '.'}`,
    heading: specs.length > 1 ? names : `${title} MCP server`,
    runtime: sdk === 'v1' ? `${RUNTIME}/v1` : RUNTIME,
    calls: [...new Set(specs.map(({ kind }) => kindOf(kind).render.calls))].join(' '),
    toolFlags: [...new Set(specs.flatMap(({ kind }) => kindOf(kind).spec.tool?.option.flag ?? []))]
      .map((flag) => `\`${flag}\``)
      .join(' or '),
    firstCall: project.demo ? `${commands.cli} ${demoCall}` : '',
    first: specs[0]?.name ?? name,
    providers: providers.map(({ config, ...provider }) => ({
      ...provider,
      config: config.replaceAll('\n', '\n  '),
    })),
    ignores: providers.flatMap(({ ignores }) => ignores),
    sharedVariables: [...new Set(providers.flatMap(({ sharedVariables }) => sharedVariables))],
    // As if the providers were added one after another: the last section of each stays below all others.
    sharedSections: [
      ...new Set(providers.flatMap(({ sharedSections }) => sharedSections.toReversed())),
    ].toReversed(),
    stores: store ? [store] : [],
    commands,
    branch: repository?.branch ?? 'main',
    directory: repository?.directory ?? '',
    isYarn: packageManager === 'yarn',
    isNpm: packageManager === 'npm',
    isVendored: project.isVendored ?? false,
    packageFiles: PACKAGE_FILES[packageManager],
    providerTable: providerTable(specs),
    clients: clientTable(clients.length === 0 ? USUAL : clients, commands),
    services: specs.flatMap((spec) => kindOf(spec.kind).test.service?.(spec) ?? []),
  };
}

/** A row of each: its name in commands, what it connects to, how users sign in, and its address over HTTP. */
export const providerTable = (specs: readonly ProviderSpec[]): string =>
  printers.mdTable(
    ['provider', 'connects to', 'sign-in', 'over HTTP'],
    specs.map(({ name, kind, auth }) => [
      `\`${name}\``,
      kindOf(kind).label.replace(/:.*/, ''),
      auth.style === 'none' ? 'none' : `\`${auth.style}\``,
      `\`/${name}/mcp\``,
    ]),
  );

/** Those that a README names unless others are chosen. */
const USUAL: readonly Omit<ClientSetup, 'id'>[] = [
  ['Claude Code', 'claude-code --write --scope project', '.mcp.json'],
  ['Claude Desktop', 'claude-desktop --write', 'claude_desktop_config.json'],
  ['Codex CLI', 'codex --write --scope project', '.codex/config.toml'],
  ['Cursor', 'cursor --write --scope project', '.cursor/mcp.json'],
  ['VS Code', 'vscode --write --scope project', '.vscode/mcp.json'],
].map(([label = '', words = '', file = '']) => ({
  label,
  command: `config ${words}`,
  place: `\`${file}\``,
}));

const clientTable = (
  clients: readonly Omit<ClientSetup, 'id'>[],
  { exec }: ProjectCommands,
): string =>
  printers.mdTable(
    ['client', 'command', 'file'],
    clients.map(({ label, command, place }) => [
      label,
      `\`${exec(`mcp-provider ${command}`)}\``,
      place,
    ]),
  );
