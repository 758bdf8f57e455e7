import { relative } from 'node:path';
import type { Host } from '../../model/host.js';
import type { ProjectSpec } from '../../model/spec.js';
import { catalog } from '../catalog.js';
import { toFlags } from '../../spec/to-flags.js';
import type { Gathered } from './gather.js';
import { pathWord, shellWords } from '../shell.js';

/** The command line that makes the same project without a question; none where a spec came on stdin. */
export function repeatCommand(
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
