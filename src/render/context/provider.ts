import { LINE_WIDTH } from '../../codegen/print/layout.js';
import { kindOf } from '../../kinds/kind-of.js';
import {
  type AuthStyle,
  type EnvironmentVariable,
  identifiesUsers,
} from '../../model/auth-style.js';
import { DEFAULT_KIND, type DescribedTool, type NeededVariable } from '../../model/kind.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { AuthSpec, ProviderSpec } from '../../model/spec.js';
import { textWidth } from '../../model/text/text-width.js';
import { projectCommands } from '../commands.js';
import { servedTools } from '../listing.js';
import { listLines, originText, toolTable } from '../markdown.js';
import { printers } from '../printers.js';
import type { ProviderSurroundings } from '../provider.js';
import {
  kindSettings,
  secretCheckOf,
  secretEntryOf,
  signInVariables,
} from '../provider-settings.js';
import { callExample } from './call-example.js';

/** Values for the templates of one provider. */
export interface ProviderContext {
  name: string;
  /** Prefix of environment variables: `ACME_CHAT`. */
  NAME: string;
  displayName: string;
  description: string;
  /** Kind in `provider-config.yaml`; empty for the default kind. */
  kind: string;
  /** Settings of the kind in the entry of the provider. */
  settings: { key: string; value: string; variable: string }[];
  /** Variables that its tools and resources need. */
  kindVariables: readonly NeededVariable[];
  auth: AuthSpec;
  /** Values for the templates of the auth style. */
  view: Record<string, unknown>;
  /** Values for the templates of the kind. */
  kindView: Record<string, unknown>;
  /** Members of `defineProvider` that its modules import from `mcp-instance.ts`, separated by commas. */
  registrars: string;
  environment: (EnvironmentVariable & { name: string; isForTests: boolean })[];
  /** Port of the local sign-in server. */
  port: number;
  /** Directory of the stored credentials, relative to the user's data directory. */
  tokenPath: string;
  /** The path for tokens, if it is not the default; else empty. */
  ownTokenPath: string;
  /** Modules that register something, without extension. */
  parts: string[];
  /** The tools as a Markdown table; empty if there are none. */
  toolTable: string;
  /** Markdown lines with its resources and prompts. */
  lists: string[];
  /** Markdown with a call of a tool and the place where its arguments are described; empty if there are no tools. */
  callExample: string;
  /** Whether clients list only a few tools that find and call those of the table. */
  isSearched: boolean;
  /** Lists of its kind in its entry in provider-config.yaml. */
  entryLists: string[];
  /** Further lines of the entry. */
  configLines: string[];
  /** Markdown about how the server gets credentials. */
  credentialsText: string;
  /** The end of a clause about whose credentials a request has; empty if it has none. */
  withCredentials: string;
  /** Whether these and the call of `defineProvider` do not fit on one line. */
  hasLongStart: boolean;
  /** Options of `defineProvider` in addition to those of every provider. */
  defined: Readonly<Record<string, unknown>>;
  hasOptions: boolean;
  /** Markdown about the source of its imported tools; empty if they were not imported. */
  origin: string;
  /** Markdown that its kind adds to the README. */
  kindText: string;
}

export function providerContext(
  spec: ProviderSpec,
  style: AuthStyle,
  { name: project, packageManager, port }: ProviderSurroundings,
): ProviderContext {
  const commands = projectCommands(packageManager);
  const { name, displayName, description, auth } = spec;
  const NAME = screamingCase(name);
  const changesResources = kindOf(spec.kind).contract?.changesResources?.(spec) ?? false;
  const definedOptions = {
    ...kindOf(spec.kind).render.providerOptions?.(spec),
    ...(changesResources && {
      capabilities: { resources: { listChanged: true, subscribe: true } },
    }),
  };
  const registrars = [...providerRegistrars(spec), ...(changesResources ? ['notify'] : [])].join(
    ', ',
  );
  const serving = kindOf(spec.kind).serve?.definitions?.(spec) ?? { tools: [] };
  const servedToolList = servedTools(spec);
  const withArguments = (tool: DescribedTool): DescribedTool => {
    const inputSchema = servedToolList.find(
      ({ name: toolName }) => toolName === tool.name,
    )?.inputSchema;
    return { ...(inputSchema && { inputSchema: inputSchema }), ...tool };
  };
  return {
    name,
    NAME,
    displayName,
    description,
    kind: spec.kind === DEFAULT_KIND ? '' : spec.kind,
    settings: kindSettings(spec),
    kindVariables:
      kindOf(spec.kind).serve?.variables?.(spec, [...spec.tools, ...spec.resources]) ?? [],
    auth,
    view: style.view?.(auth, { NAME }) ?? {},
    kindView: kindOf(spec.kind).render.view?.(spec) ?? {},
    hasLongStart: textWidth(exportStart(registrars)) > LINE_WIDTH,
    defined: definedOptions,
    hasOptions: Object.keys(definedOptions).length > 0,
    origin: spec.origin ? originText(spec.origin, name, commands) : '',
    kindText: kindOf(spec.kind).render.readme?.(spec, commands) ?? '',
    registrars,
    withCredentials:
      style.place === 'nothing'
        ? ''
        : ` with ${identifiesUsers(style) ? 'the caller' : 'this server'}'s credentials`,
    environment: signInVariables(spec),
    port,
    tokenPath: project,
    ownTokenPath: style.storesCredentials && project !== name ? project : '',
    parts: partPaths(spec),
    toolTable: toolTable([...serving.tools.map(withArguments), ...spec.tools]),
    lists: listLines({
      resources: [...(serving.resources ?? []), ...spec.resources],
      prompts: [...(serving.prompts ?? []), ...spec.prompts],
    }),
    callExample: callExample(spec, commands),
    isSearched: spec.surface === 'search',
    entryLists: configLines({
      ...kindOf(spec.kind).serve?.entrySwitches?.(spec),
      ...kindOf(spec.kind).serve?.entryLists?.([...spec.tools, ...spec.resources]),
    }),
    configLines: configLines({
      ...secretEntryOf(spec),
      ...style.config?.(auth, port),
      ...(spec.surface && { surface: spec.surface }),
      ...(spec.view && { view: spec.view }),
    }),
    credentialsText: [
      style.readme(auth, { name, NAME, port, signInCommand: commands.signIn(name) }),
      ...secretCheckText(spec),
    ]
      .filter((text) => text !== '')
      .join('\n'),
  };
}

/** Returns a sentence about what the built-in authorization server does with the values that users enter. */
function secretCheckText(spec: ProviderSpec): string[] {
  const check = secretCheckOf(spec);
  switch (check?.by) {
    case undefined:
      return [];
    case 'system':
      return [
        'With `MCP_AUTHORIZATION_SERVER=built-in`, users sign in on a page of this server, which checks at the database what they enter.',
      ];
    case 'check_path':
      return [
        `With \`MCP_AUTHORIZATION_SERVER=built-in\`, users sign in on a page of this server, which checks what they enter with a request to \`${check.path}\`.`,
      ];
    case 'missing check_path':
      return [
        'With `MCP_AUTHORIZATION_SERVER=built-in`, the server starts only with a `check_path` in `provider-config.yaml`: a path that only valid credentials can read. Where the API has none, `MCP_ACCEPT_UNCHECKED_KEYS=true` lets it start without a check.',
      ];
    case 'nothing':
      return [
        'Nothing checks what users enter: with `MCP_AUTHORIZATION_SERVER=built-in`, the server starts only with `MCP_ACCEPT_UNCHECKED_KEYS=true`.',
      ];
  }
}

const exportStart = (registrars: string) =>
  `export const { ${registrars}, createServer, getInitializationOptions } = defineProvider({`;

function providerRegistrars({
  kind,
  registrars: ownRegistrars = [],
  resources,
  prompts,
}: ProviderSpec): string[] {
  const registrars = [...(kindOf(kind).render.registrars ?? []), ...ownRegistrars];
  return [
    'tool',
    ...(resources.length > 0 || registrars.includes('resource') ? ['resource'] : []),
    ...(prompts.length > 0 || registrars.includes('prompt') ? ['prompt'] : []),
  ];
}

const configLines = (
  config: Record<string, boolean | number | string | readonly string[]>,
): string[] =>
  Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'boolean' || typeof value === 'number'
      ? [`${key}: ${value}`]
      : typeof value === 'string'
        ? [`${key}: ${printers.yaml(value)}`]
        : value.length > 0
          ? [`${key}:`, ...value.map((item) => `  - ${printers.yaml(item)}`)]
          : [],
  );

function partPaths({ kind, tools, resources, prompts }: ProviderSpec): string[] {
  const part = (folder: string) => (entry: { name: string }) =>
    `${folder}/${kebabCase(entry.name)}`;
  return [
    ...(kindOf(kind).render.parts ?? []),
    ...prompts.map(part('prompts')),
    ...resources.map(part('resources')),
    ...tools.map(part('tools')),
  ].toSorted();
}
