import { join, resolve } from 'node:path';
import type { CommandContext, CommandLine } from '../../model/command.js';
import {
  buildFailed,
  noSources,
  packagesMissing,
  packagesOfYarn,
} from '../../model/errors/project.js';
import { projectAbove } from '../../project/find.js';

/** Bundles the server of the project at or above a directory. @throws CliError `project/…` */
export async function run(
  { host, ui, flags }: CommandContext,
  commandLine: CommandLine,
): Promise<0> {
  const startTime = performance.now();
  const [directory = '.'] = commandLine.arguments;
  const root = await projectAbove(host.files, resolve(host.cwd, directory));
  if ((await host.files.kind(join(root, 'src', 'server.ts'))) !== 'file') throw noSources(root);
  const bundle = await host.bundler?.(root);
  if (!bundle) throw (host.projectLoader?.(root) ? packagesOfYarn : packagesMissing)(root);
  const problem = await bundle((warning) => ui.warn(warning));
  if (problem !== undefined) throw buildFailed(problem);
  const ms = Math.round(performance.now() - startTime);
  if (flags.json) ui.result(JSON.stringify({ root, file: 'dist/server.js', ms }));
  else ui.success(`dist/server.js is built (${ms} ms)`);
  return 0;
}
