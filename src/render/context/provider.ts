import { kindOf } from '../../kinds/kind-of.js';
import type { AuthStyle, EnvironmentVariable } from '../../model/auth-style.js';
import { DEFAULT_KIND, type DescribedTool } from '../../model/kind.js';
import { kebabCase, screamingCase } from '../../model/names.js';
import type { AuthSpec, ProviderSpec } from '../../model/spec.js';
import { textWidth } from '../../model/text-width.js';
import { projectCommands } from '../commands.js';
import { environmentOf, secretEntryOf, settingsOf } from '../inputs.js';
import { servedTools } from '../listed.js';
import { listLines, originText, toolTable } from '../markdown.js';
import { printers } from '../printers.js';
import type { ProviderSurroundings } from '../provider.js';
import { callExample } from './call-example.js';

/** What the templates of one provider know. */
export interface ProviderContext {
  name: string;
  /** In environment variables: `ACME_CHAT`. */
  NAME: string;
  displayName: string;
  description: string;
  /** In `provider-config.yaml`; empty for the default one. */
  kind: string;
  /** Settings that the kind adds to the entry of the provider. */
  settings: { key: string; value: string; variable: string }[];
  auth: AuthSpec;
  /** What only the templates of this auth style know. */
  view: Record<string, unknown>;
  /** What only the templates of this kind know. */
  kindView: Record<string, unknown>;
  /** Users sign in to it, and their credentials are stored. */
  signsIn: boolean;
  /** A service sends them back to the local sign-in server, at a fixed port. */
  linksAccounts: boolean;
  /** Members of `defineProvider` that its modules import from `mcp-instance.ts`, in a list of names. */
  registrars: string;
  environment: (EnvironmentVariable & { name: string; isForTests: boolean })[];
  /** Port of the local sign-in server. */
  port: number;
  /** Directory of the stored credentials, below the user's data directory. */
  tokenPath: string;
  /** Start of the address of a credential store that several servers share; empty where there is none. */
  storeAddress: string;
  /** Modules that register something, without extension. */
  parts: string[];
  /** The tools as a Markdown table; empty where there are none. */
  toolTable: string;
  /** Lines with its resources and its prompts, as Markdown. */
  lists: string[];
  /** A call of a tool, and where its arguments are described, as Markdown; empty where there are no tools. */
  callExample: string;
  /** Clients list a few tools that find and call those of the table. */
  isSearched: boolean;
  /** Lists of its kind in its entry in provider-config.yaml. */
  entryLists: string[];
  /** More lines there. */
  configLines: string[];
  /** How the server gets credentials, as Markdown. */
  credentialsText: string;
  /** Whose credentials a request has, as the end of a clause; empty where it has none. */
  withCredentials: string;
  /** These and the call of `defineProvider` do not fit into one line. */
  hasLongStart: boolean;
  /** Options of `defineProvider`, besides those of each provider. */
  defined: Readonly<Record<string, unknown>>;
  hasOptions: boolean;
  /** What its tools were imported from, as Markdown; empty where they were not. */
  origin: string;
  /** What its kind adds to the README, as Markdown. */
  kindText: string;
}

export function providerContext(
  spec: ProviderSpec,
  style: AuthStyle,
  { name: project, packageManager, port, store }: ProviderSurroundings,
): ProviderContext {
  const commands = projectCommands(packageManager);
  const { name, displayName, description, auth } = spec;
  const NAME = screamingCase(name);
  const changesResources = kindOf(spec.kind).contract?.changesResources?.(spec) ?? false;
  const defined = {
    ...kindOf(spec.kind).render.defined?.(spec),
    ...(changesResources && {
      capabilities: { resources: { listChanged: true, subscribe: true } },
    }),
  };
  const registrars = [...registrarsOf(spec), ...(changesResources ? ['notify'] : [])].join(', ');
  const serving = kindOf(spec.kind).serve?.serving?.(spec) ?? { tools: [] };
  const served = servedTools(spec);
  const withArguments = (tool: DescribedTool): DescribedTool => {
    const inputSchema = served.find(({ name: other }) => other === tool.name)?.inputSchema;
    return { ...(inputSchema && { inputSchema: inputSchema }), ...tool };
  };
  return {
    name,
    NAME,
    displayName,
    description,
    kind: spec.kind === DEFAULT_KIND ? '' : spec.kind,
    settings: settingsOf(spec),
    auth,
    view: style.view?.(auth, { NAME }) ?? {},
    kindView: kindOf(spec.kind).render.view?.(spec) ?? {},
    hasLongStart: textWidth(startOf(registrars)) > WIDTH,
    defined,
    hasOptions: Object.keys(defined).length > 0,
    origin: spec.origin ? originText(spec.origin, name, commands) : '',
    kindText: kindOf(spec.kind).render.readme?.(spec, commands) ?? '',
    signsIn: style.storesCredentials,
    linksAccounts: style.linksAccounts === true,
    registrars,
    withCredentials:
      style.port === 'nothing'
        ? ''
        : ` with ${style.storesCredentials || style.isPerCaller ? 'the caller' : 'this server'}'s credentials`,
    environment: environmentOf(spec),
    port,
    tokenPath: project,
    storeAddress: store ? `${store}://` : '',
    parts: partsOf(spec),
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
    }),
    credentialsText: style.readme(auth, {
      name,
      NAME,
      port,
      signInCommand: commands.signIn(name),
    }),
  };
}

/** Longer lines are broken. */
const WIDTH = 100;

const startOf = (registrars: string) =>
  `export const { ${registrars}, createServer, getInitializationOptions } = defineProvider({`;

function registrarsOf({ kind, registrars: own = [], resources, prompts }: ProviderSpec): string[] {
  const registrars = [...(kindOf(kind).render.registrars ?? []), ...own];
  return [
    'tool',
    ...(resources.length > 0 || registrars.includes('resource') ? ['resource'] : []),
    ...(prompts.length > 0 || registrars.includes('prompt') ? ['prompt'] : []),
  ];
}

const configLines = (config: Record<string, boolean | string | readonly string[]>): string[] =>
  Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'boolean'
      ? [`${key}: ${value}`]
      : typeof value === 'string'
        ? [`${key}: ${printers.yaml(value)}`]
        : value.length > 0
          ? [`${key}:`, ...value.map((item) => `  - ${printers.yaml(item)}`)]
          : [],
  );

function partsOf({ kind, tools, resources, prompts }: ProviderSpec): string[] {
  const part = (folder: string) => (entry: { name: string }) =>
    `${folder}/${kebabCase(entry.name)}`;
  return [
    ...(kindOf(kind).render.parts ?? []),
    ...prompts.map(part('prompts')),
    ...resources.map(part('resources')),
    ...tools.map(part('tools')),
  ].toSorted();
}
