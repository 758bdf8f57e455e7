import { kindOf } from '../../kinds/kind-of.js';
import type { TestService } from '../../model/kind.js';
import { unscopedName } from '../../model/names.js';
import type { ClientSetup, ProjectSpec, ProviderSpec, ToolSpec } from '../../model/spec.js';
import { type ProjectCommands, projectCommands } from '../commands.js';
import { demoCall, demoProviderOf } from '../demo-call.js';
import { printers } from '../printers.js';
import type { RenderedProvider } from '../provider.js';
import { RUNTIME } from '../runtime.js';

/** Values for the templates of a project. */
export interface ProjectContext {
  name: string;
  /** The name without a scope. */
  slug: string;
  title: string;
  /** One sentence that names the providers. */
  summary: string;
  /** The first sentences of the README. */
  introduction: string;
  /** Heading of the README. */
  heading: string;
  /** First sentence about the only provider, if it has a description; otherwise the summary. */
  description: string;
  /** Module of the runtime for the project's SDK line. */
  runtime: string;
  /** List items for coding agents about how tools of each kind call the connected systems. */
  kindNotes: readonly string[];
  /** List items for coding agents about the sources of imported tools. */
  sourceNotes: readonly string[];
  /** Command that calls a tool without sign-in, in the demo; otherwise empty. */
  firstCall: string;
  /** Name of the provider of the demo; empty without it. */
  demo: string;
  providers: readonly {
    name: string;
    loader: string;
    config: string;
    variables: readonly string[];
    readme: string;
  }[];
  /** Patterns in `.gitignore` for data of users. */
  ignores: readonly string[];
  /** Paragraphs of `.env.example` that providers share. */
  sharedVariables: readonly string[];
  /** Sections of the README that providers share. */
  sharedSections: readonly string[];
  /** Credential stores that several servers share. */
  stores: readonly string[];
  commands: ProjectCommands;
  /** Branch that continuous integration tests. */
  branch: string;
  /** Directory of the project relative to its repository; empty if they are the same. */
  directory: string;
  /** The directory of the package, from the root of the repository. */
  packageDirectory: string;
  isYarn: boolean;
  isNpm: boolean;
  /** Servers that the tests need. */
  services: readonly TestService[];
  providerTable: string;
  /** The table of MCP clients. */
  clients: string;
  /** Sections of the README for features. */
  features: readonly string[];
}

export function projectContext(
  project: ProjectSpec,
  providers: readonly RenderedProvider[],
): Omit<ProjectContext, 'features'> {
  const { name, sdk, packageManager, packageManagerVersion, repository, store } = project;
  const { providers: specs, clients = [] } = project;
  const commands = projectCommands(packageManager, packageManagerVersion);
  const demo = demoProviderOf(project);
  return {
    name,
    slug: unscopedName(name),
    title: specs.map(({ displayName }) => displayName).join(', '),
    ...projectTexts(name, specs),
    runtime: sdk === 'v1' ? `${RUNTIME}/v1` : RUNTIME,
    ...agentNotes(specs, commands),
    firstCall: demo ? `${commands.cli} ${demoCall}` : '',
    demo: demo?.name ?? '',
    providers: providers.map(({ config, ...provider }) => ({
      ...provider,
      loader: providerLoader(provider.name).replaceAll('\n', '\n  '),
      config: config.replaceAll('\n', '\n  '),
    })),
    ignores: providers.flatMap(({ ignores }) => ignores),
    sharedVariables: [...new Set(providers.flatMap(({ sharedVariables }) => sharedVariables))],
    // The sections are in the order in which adding one provider after another would put them: the
    // last section of each is below all others.
    sharedSections: [
      ...new Set(providers.flatMap(({ sharedSections }) => sharedSections.toReversed())),
    ].toReversed(),
    stores: store ? [store] : [],
    commands,
    branch: repository?.branch ?? 'main',
    directory: repository?.directory ?? '',
    packageDirectory: `/${repository?.directory ?? ''}`,
    isYarn: packageManager === 'yarn',
    isNpm: packageManager === 'npm',
    providerTable: providerTable(specs),
    clients: clientTable(clients.length === 0 ? DEFAULT_CLIENT_SETUPS : clients, commands),
    services: specs.flatMap((spec) => kindOf(spec.kind).test.service?.(spec) ?? []),
  };
}

/** Returns the texts that describe a project, derived from its providers. @param name of the package */
export function projectTexts(
  name: string,
  providers: readonly Pick<ProviderSpec, 'displayName' | 'description'>[],
): Pick<ProjectContext, 'summary' | 'heading' | 'description' | 'introduction'> {
  const titles = providers.map(({ displayName }) => displayName);
  const names = [titles.slice(0, -1).join(', '), titles.at(-1)].filter(Boolean).join(' and ');
  const summary = `MCP server for ${names}${names.endsWith('.') ? '' : '.'}`;
  const [onlyProvider, another] = providers;
  const description = (!another && firstSentence(onlyProvider?.description ?? '')) || summary;
  return {
    summary,
    heading: another ? name : serverTitle(names),
    description,
    // The section of the only provider begins with its description.
    introduction: another ? summary : 'An MCP server in TypeScript.',
  };
}

/** Returns the first sentence of a text, because registries show one line. */
const firstSentence = (text: string): string => /^.*?[.!?](?=\s+\p{Lu})/su.exec(text)?.[0] ?? text;

/** Returns the title of the server; names of MCP servers contain their purpose. */
const serverTitle = (name: string): string =>
  /\bserver$/i.test(name) ? name : `${name.replace(/ MCP$/i, '')} MCP server`;

/** The facts about a provider in `AGENTS.md`. */
export type NotedProvider = Pick<ProviderSpec, 'kind'> & {
  origin?: Pick<NonNullable<ProviderSpec['origin']>, 'kind'> | undefined;
  /** `any`: all that its kind may have. */
  tools?: readonly ToolSpec[] | 'any';
};

/** Returns list items in `AGENTS.md` about the providers of a project. */
export const agentNotes = (
  providers: readonly NotedProvider[],
  commands: Pick<ProjectCommands, 'cli'>,
): Pick<ProjectContext, 'kindNotes' | 'sourceNotes'> => ({
  kindNotes: [...new Set(providers.flatMap(kindNotes))],
  sourceNotes: sourceNotes(providers, commands),
});

/**
 * Returns list items in `AGENTS.md` about how tools of a kind call the connected system, and about
 * what some of them use.
 */
function kindNotes({ kind, tools = [] }: NotedProvider): string[] {
  const { label, render, spec } = kindOf(kind);
  const flag = spec.tool ? ` (\`add-tool ${spec.tool.option.flag}\`)` : '';
  const notes = (render.notes ?? []).filter(({ isFor }) => tools === 'any' || tools.some(isFor));
  return [`- ${withoutDetails(label)}${flag}: ${render.calls}`, ...notes.map(({ text }) => text)];
}

/** Returns list items in `AGENTS.md` about the sources of imported tools. */
function sourceNotes(
  providers: readonly NotedProvider[],
  { cli }: Pick<ProjectCommands, 'cli'>,
): string[] {
  const imports = (source: string) => providers.some(({ origin }) => origin?.kind === source);
  return [
    ...(imports('document')
      ? [
          `- Tools from OpenAPI: state decisions about them in \`src/providers/<name>/openapi.yaml\`, then run \`${cli} import openapi\`. It merges with your edits of the code. Leave \`openapi.lock.json\` and copies of documents to it.`,
        ]
      : []),
    ...(imports('database')
      ? [
          `- Tools from a database: after a change of its tables, run \`${cli} import database\`. It merges with your edits of the code. Leave \`database.lock.json\` to it.`,
        ]
      : []),
  ];
}

/** Returns the first part of a label: `Own code: calculations` becomes "Own code". */
const withoutDetails = (label: string): string => label.replace(/:.*/, '');

/** Returns the value in `src/providers/index.ts` that loads a provider; lines of more than 100 columns are broken. */
export function providerLoader(name: string): string {
  const load = `import('./${name}/index.js')`;
  return `  ${name}: () => ${load},`.length > 100 ? `() =>\n  ${load}` : `() => ${load}`;
}

/**
 * Returns a table row per provider: its name in commands, the connected system, how users sign in,
 * and its path over HTTP.
 */
export const providerTable = (specs: readonly ProviderSpec[]): string =>
  printers.mdTable(
    ['provider', 'connects to', 'sign-in', 'over HTTP'],
    specs.map((spec) => {
      const { name, auth } = spec;
      const { label, render } = kindOf(spec.kind);
      return [
        `\`${name}\``,
        render.connectsTo?.(spec) ?? withoutDetails(label),
        auth.style === 'none' ? 'none' : `\`${auth.style}\``,
        `\`/${name}/mcp\``,
      ];
    }),
  );

/** Clients that a README names by default. */
const DEFAULT_CLIENT_SETUPS: readonly Omit<ClientSetup, 'id'>[] = [
  ['Claude Code', 'claude-code --write --scope project', '.mcp.json'],
  ['Claude Desktop', 'claude-desktop --write', 'claude_desktop_config.json'],
  ['Codex CLI', 'codex --write --scope project', '.codex/config.toml'],
  ['Cursor', 'cursor --write --scope project', '.cursor/mcp.json'],
  ['VS Code', 'vscode --write --scope project', '.vscode/mcp.json'],
].map(([label = '', description = '', file = '']) => ({
  label,
  command: `config ${description}`,
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
