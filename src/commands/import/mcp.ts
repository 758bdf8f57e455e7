import { secretInServer } from '../../kinds/mcp/secret-in-server.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { otherKind, secretInTarget, targetRequired } from '../../model/errors/remote.js';
import { counted } from '../../model/counted.js';
import type { Data } from '../../model/document.js';
import type { Project } from '../../model/project.js';
import { maskedWords } from '../../model/secrets.js';
import { providersAddition } from '../grow/providers.js';
import type { OpenProject } from '../grow/project.js';
import { openResolved } from './open.js';
import { carryOutAddition } from '../grow/addition.js';
import { shellWords } from '../../model/shell-words.js';
import { projectCommands } from '../../render/commands.js';
import { compare } from '../../remote/catalog.js';
import { catalog } from '../catalog.js';
import { checkProvider } from '../../spec/check.js';
import { fixedCommand } from '../../remote/npx-package.js';
import { discoverTarget } from '../../remote/discover-target.js';
import { completeDiscovery } from './complete-discovery.js';
import { descriptionOf, displayName, oauthOf, providerName } from './server-texts.js';
import { firstSelection } from './choose-tools.js';
import { update } from './update.js';

/** A provider in the project that serves an MCP server. */
export interface McpProvider {
  name: string;
  /** URL, or command. */
  server: string;
}

/** Adds a provider for an MCP server, or accepts the changes of the servers in the project. */
export async function importMcp(context: CommandContext, given: GivenArguments) {
  const project = await openResolved(context, given);
  const known = providersOf(project.model);
  const target = given.arguments.length > 1 ? shellWords(given.arguments) : given.arguments[0];
  const { name } = given.values;
  const chosen = known.filter((each) =>
    name === undefined ? target === undefined || each.server === target : each.name === name,
  );
  if (chosen.length > 0) return update(context, project, chosen, given);
  if (target === undefined) throw targetRequired();
  return add(context, project, target, given);
}

async function add(
  context: CommandContext,
  project: OpenProject,
  stated: string,
  given: GivenArguments,
) {
  const secret = secretInServer(stated);
  if (secret !== undefined) throw secretInTarget(secret);
  const target = await fixedCommand(context, stated);
  const offered = await completeDiscovery(context, given, target);
  const name = given.values.name ?? providerName(offered.server?.name ?? '');
  const kind = kindIn(project.model, name);
  if (kind !== undefined) throw otherKind(name, kind);
  const { catalog: accepted } = compare({}, offered, await firstSelection(context, given, offered));
  const title = displayName(offered.server?.title);
  const { spec } = checkProvider(
    {
      name,
      kind: 'mcp',
      ...(title !== undefined && { displayName: title }),
      description: descriptionOf(offered, target),
      server: target,
      auth: await authOf(context, given, target),
    },
    catalog,
  );
  const imported = { ...spec, origin: { kind: 'server', catalog: accepted } as const };
  const addition = await providersAddition(project, [imported]);
  const commands = projectCommands(project.packageManager);
  return carryOutAddition(context, project, addition, {
    title: `Add ${name}`,
    done: `Added ${name}: ${counted(accepted.tools?.length ?? 0, 'tool')}`,
    next: [commands.test, `${commands.cli} import mcp --check`],
    repeat: maskedWords(['import', 'mcp', target, '--name', name, ...repeated(given)]),
  });
}

/** Headers of the command line show what the server requires; without them, it has to say so. */
async function authOf(context: CommandContext, given: GivenArguments, target: string) {
  const { header = [], env = [], ...lists } = given.lists;
  if (env.length > 0) return { style: 'program', variables: env };
  const { signIn: signsIn = false } = given.switches;
  if (header.length === 0 && !signsIn) return { style: 'none' };
  const switches = { ...given.switches, signIn: false };
  const { signIn } = await discoverTarget(context, {
    ...given,
    lists,
    switches,
    arguments: [target],
  });
  if (!signIn && header.length === 0) return { style: 'none' };
  if (signIn?.method !== 'oauth' || signIn.issuer === undefined)
    return styleOf(credentialAmong(header));
  return oauthOf(signIn);
}

/** Other headers can choose a version or a workspace. */
const credentialAmong = (headers: readonly string[]): string =>
  headers.find((header) => /^authorization:/i.test(header)) ??
  headers.find((header) => /\$\{\w+\}/.test(header)) ??
  headers[0] ??
  '';

const styleOf = (header: string) =>
  /^authorization:\s*bearer\s/i.test(header)
    ? { style: 'bearer' }
    : { style: 'api-key', in: 'header', name: header.split(':')[0] };

const repeated = ({ lists }: GivenArguments): string[] =>
  ['include', 'exclude', 'rename', 'header', 'env'].flatMap((flag) =>
    (lists[flag] ?? []).flatMap((value) => [`--${flag}`, value]),
  );

const entriesOf = ({ config }: Project) =>
  config?.get('providers')?.members ?? new Map<string, Data>();

const providersOf = (model: Project): McpProvider[] =>
  [...entriesOf(model)].flatMap(([name, entry]) => {
    const server = entry.text('server');
    return entry.text('kind') === 'mcp' && server !== undefined ? [{ name, server }] : [];
  });

function kindIn(model: Project, name: string): string | undefined {
  const entry = entriesOf(model).get(name);
  return entry && (entry.text('kind') ?? 'api');
}
