import { relative } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { ExitCode } from '../../model/errors/cli-error.js';
import type { ProjectSpec } from '../../model/spec.js';
import { projectCommands } from '../../render/commands.js';
import { DEMO_CALL } from '../../render/demo-call.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { carryOut } from '../carry-out.js';
import { providerSteps } from '../next-steps.js';
import { pathWord, shellWords } from '../shell.js';
import { offerClient, startServer } from './afterwards.js';
import { reportOf } from '../import/imported.js';
import { statesUsers } from '../database/options.js';
import { prepare } from './prepare.js';
import { projectSteps } from './steps.js';
import { talk } from './talk.js';
import type { Host } from '../../model/host.js';
import { catalog } from '../catalog.js';
import { toFlags } from '../../spec/to-flags.js';
import type { Gathered } from './gather.js';

export async function run(context: CommandContext, given: GivenArguments): Promise<0 | ExitCode> {
  const { host, ui, flags } = context;
  const talks = ui.interactive && !flags.yes && !isComplete(given);
  const talked = talks ? await talk(context, given) : undefined;
  const prepared = talked ?? (await prepare(context, given));
  const {
    place: { root },
    project,
    plan,
    beside,
    imported,
  } = prepared;
  const installs = flags.install && talked?.afterwards !== 'nothing';
  const directory = shown(host.cwd, root);
  const created = `Created ${project.name}`;
  const steps = projectSteps(project, { git: given.switches.git ?? true, install: installs });
  const exit = await carryOut(
    context,
    { ...plan, steps },
    {
      questions: undefined,
      title: `Create ${project.name}`,
      done:
        directory === project.name || directory === '.' ? created : `${created} in ${directory}`,
      next: nextSteps(directory, project, installs),
      repeat: repeatCommand(host, prepared),
      beside,
      imported: reportOf(imported),
    },
  );
  if (exit !== 0 || !talked || !installs || flags.dryRun) return exit;
  const { startHttp } = projectCommands(project.packageManager);
  const chosen = (project.clients ?? []).map(({ id }) => id);
  await offerClient(context, talked.questions, root, chosen);
  return talked.afterwards === 'start' ? startServer(context, root, startHttp) : 0;
}

/** The command line says all that is needed. */
const isComplete = ({ arguments: [directory], values, lists, switches }: GivenArguments) =>
  directory !== undefined &&
  (lists.spec !== undefined ||
    lists.fromOpenapi !== undefined ||
    (values.fromDatabase !== undefined && values.tables !== undefined && statesUsers(values)) ||
    switches.demo === true);

function nextSteps(directory: string, project: ProjectSpec, installed: boolean): string[] {
  const { packageManager, providers } = project;
  const commands = projectCommands(packageManager);
  return [
    ...(directory === '.' ? [] : [shellWords(['cd', pathWord(directory)])]),
    ...(installed ? [] : [commands.install, commands.test]),
    ...providers.flatMap((spec, index) =>
      providerSteps(spec, { packageManager, port: FIRST_PORT + index }),
    ),
    ...(project.demo ? [`${commands.cli} ${DEMO_CALL}`] : []),
    `${commands.cli} config`,
    commands.startHttp,
  ];
}

const shown = (cwd: string, root: string) => {
  const path = relative(cwd, root);
  return path === '' ? '.' : path.startsWith('..') ? root : path;
};

/** The command line that makes the same project without a question; none where a spec came on stdin. */
function repeatCommand(
  { cwd }: Host,
  { place: { root }, project, given, remote, imported }: Gathered,
): string | undefined {
  if (remote) return undefined; // The server may offer something else next time.
  const specs = given.lists.spec ?? [];
  if ([...specs, ...(given.lists.fromOpenapi ?? [])].includes('-')) return undefined;
  const files = [
    ...specs.flatMap((file) => ['--spec', file]),
    ...(imported ?? []).flatMap(({ words }) => words),
  ];
  const described = project.demo
    ? ['--demo']
    : files.length > 0
      ? [...files, ...given.ordered.flat()]
      : flagsOf(project);
  return shellWords([
    'npx',
    'create-mcp-provider',
    pathWord(relative(cwd, root) || '.'),
    ...described,
    ...(project.sdk === 'v2' ? [] : ['--sdk', project.sdk]),
    ...(project.store ? ['--store', project.store] : []),
    ...(project.features ?? []).flatMap((name) => ['--feature', name]),
    ...(project.features && project.github ? ['--repository', project.github] : []),
    ...(project.publicUrl ? ['--public-url', project.publicUrl] : []),
    ...(project.clients ?? []).flatMap(({ id }) => ['--client', id]),
    ...(project.packageManager === 'npm' ? [] : ['--package-manager', project.packageManager]),
    ...(given.switches.vendor ? ['--vendor'] : []),
    ...(given.switches.git === false ? ['--no-git'] : []),
    ...(given.switches.install === false ? ['--no-install'] : []),
    '--yes',
  ]);
}

/** What questions ask for can be said in flags. */
function flagsOf({ providers: [provider] }: ProjectSpec): string[] {
  return (provider && toFlags(provider, catalog)) ?? [];
}
