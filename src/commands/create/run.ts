import { relative } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { ExitCode } from '../../model/errors/cli-error.js';
import { npx } from '../../model/npx.js';
import type { ProjectSpec } from '../../model/spec.js';
import { relPath } from '../../model/path.js';
import { planProject } from '../../plan/make-plan.js';
import { projectCommands } from '../../render/commands.js';
import { renderProject } from '../../render/project.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { isRelease } from '../../model/version.gen.js';
import { carryOut } from '../carry-out.js';
import { providerSteps } from '../next-steps.js';
import { shellWords } from '../shell.js';
import { acceptedOf } from '../openapi/lazy.js';
import { reportJson } from '../openapi/report.js';
import { besideExisting } from './existing.js';
import { gatherProject } from './gather.js';
import { repeatCommand } from './repeat.js';
import { projectSteps } from './steps.js';
import { withWorkflow } from './workflow.js';

export async function run(context: CommandContext, given: GivenArguments): Promise<0 | ExitCode> {
  const { host, flags } = context;
  const { root, project, questions, imported } = await gatherProject(context, given);
  const vendors = !isRelease || given.switches.vendor === true;
  const archive = vendors ? host.runtimeArchive?.() : undefined;
  const vendored = archive && { path: relPath(`vendor/${archive.name}`), bytes: archive.bytes };
  const rendered = renderProject(project, vendored?.path);
  const { files, beside } = await withWorkflow(context, rendered, root, project);
  const steps = projectSteps(project, {
    git: given.switches.git ?? true,
    install: flags.install,
  });
  const accepted = await acceptedOf(imported, { root, cwd: host.cwd });
  const changes = await besideExisting(host.files, root, [
    ...files,
    ...accepted,
    ...(vendored ? [vendored] : []),
  ]);
  const plan = await planProject(host, root, changes, steps);
  const repeat = repeatCommand(host, root, project, given);
  return carryOut(context, plan, {
    questions,
    title: `Create ${project.name}`,
    done: `Created ${project.name} in ${shown(host.cwd, root)}`,
    next: nextSteps(shown(host.cwd, root), project, flags.install),
    repeat,
    beside,
    imported: imported && reportJson(imported.imported),
  });
}

function nextSteps(directory: string, project: ProjectSpec, installed: boolean): string[] {
  const { packageManager, providers } = project;
  const commands = projectCommands(packageManager);
  return [
    ...(directory === '.' ? [] : [shellWords(['cd', directory])]),
    ...(installed ? [] : [commands.install, commands.test]),
    ...providers.flatMap((spec, index) =>
      providerSteps(spec, { packageManager, port: FIRST_PORT + index }),
    ),
    ...(project.demo ? [npx('call search_notes --arg text=export')] : []),
    commands.startHttp,
  ];
}

const shown = (cwd: string, root: string) => {
  const path = relative(cwd, root);
  return path === '' ? '.' : path.startsWith('..') ? root : path;
};
