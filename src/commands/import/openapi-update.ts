import { relative, sep } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { formatWithoutCheck } from '../../model/errors/openapi.js';
import { npx } from '../../model/npx.js';
import { diffPlan } from '../../plan/diff.js';
import { isDone } from '../../plan/summary.js';
import { repositoryOf } from '../../project/find.js';
import { projectCommands } from '../../render/commands.js';
import { reporters } from '../../reporters/register.gen.js';
import { carryOutAddition, planAddition, type Addition } from '../grow/addition.js';
import type { OpenProject } from '../grow/project.js';
import { overlayPath } from '../openapi/accepted.js';
import { updateOf, type AcceptedProvider, type ProviderUpdate } from '../openapi/update.js';
import { findingsReport } from './openapi-findings.js';
import { isOpen, updateJson, updateLines } from '../openapi/update-report.js';

/** Accepts the changes of documents, unless `--check` is given. */
export async function acceptUpdates(
  context: CommandContext,
  project: OpenProject,
  accepted: readonly (AcceptedProvider & { file: string })[],
  given: GivenArguments,
): Promise<0 | 1 | 2> {
  const { ui, flags } = context;
  const addition: Addition = { files: [], insertions: [], notes: [] };
  const updates: ProviderUpdate[] = [];
  for (const { file, ...provider } of accepted) {
    const update = await updateOf(context, project, provider, file, given);
    addition.files.push(...update.addition.files);
    addition.insertions.push(...update.addition.insertions);
    addition.notes.push(...update.addition.notes);
    updates.push(update);
  }
  const lines = updates.flatMap(updateLines);
  const providers = updates.map(updateJson);
  if (given.values.format !== undefined && !given.switches.check) throw formatWithoutCheck();
  if (given.switches.check) {
    const plan = await planAddition(context, project, addition);
    const isAccepted = isDone(plan) && !updates.some(isOpen);
    const diff = await diffPlan(plan);
    const reporter = Object.entries(reporters).find(([name]) => name === given.values.format)?.[1];
    if (reporter)
      ui.result(reporter.render(await report(), { ...ui.stdout, cwd: context.host.cwd }));
    else if (flags.json) ui.result(JSON.stringify({ providers, diff }, null, 2));
    else if (isAccepted) ui.result('The project is up to date with its documents.');
    else {
      ui.result([...lines, '', diff].join('\n'));
      ui.note(`Run "${npx('import openapi')}" to accept the changes.`);
    }
    return isAccepted ? 0 : 1;
  }
  for (const line of lines) ui.note(line);
  const names = accepted.map(({ provider }) => provider.name).join(', ');
  return carryOutAddition(context, project, addition, {
    title: `Update ${names}`,
    done: `Updated ${names}`,
    next: [projectCommands(project.packageManager).test],
    imported: { providers },
  });

  async function report() {
    const { root, read } = project;
    const repository = await repositoryOf(context.host.files, root);
    const texts: Record<string, string> = {};
    for (const { provider, conflicts } of updates)
      for (const path of [overlayPath(provider), ...conflicts.map((one) => one.path)])
        texts[path] = (await read(path)) ?? '';
    const place = relative(repository, root).split(sep).join('/');
    return findingsReport(repository, place, updates, texts);
  }
}
