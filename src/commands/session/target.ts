import { basename, resolve } from 'node:path';
import type { RemoteTarget } from '../../../runtime/src/remote/target.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { providerRequired } from '../../model/errors/call.js';
import { noProviders } from '../../model/errors/grow.js';
import { unknownProvider } from '../../model/errors/project.js';
import { uselessOption } from '../../model/errors/remote.js';
import { nearestOf } from '../../model/nearest.js';
import { targetOf } from '../../remote/target.js';
import { readProject } from '../config/project.js';
import { programOf } from './program.js';
import { TRACE_VARIABLE } from '../../model/trace.js';
import { Trace } from './trace.js';

export interface Session {
  target: RemoteTarget;
  /** Name of the server in messages. */
  label: string;
  /** Of a project. */
  provider?: string;
  root?: string;
  /** What its process tells of the calls. */
  trace?: Trace;
}

/**
 * The only server of a command line.
 * @throws CliError as `sessionsOf`, `call/provider`
 */
export async function sessionOf(
  context: CommandContext,
  words: readonly string[],
  given: GivenArguments,
): Promise<Session> {
  const [session, ...others] = await sessionsOf(context, words, given);
  if (!session || others.length > 0)
    throw providerRequired([session, ...others].flatMap((each) => each?.provider ?? []));
  return session;
}

/**
 * The servers of a command line: a URL, a command, or the providers of a project (the directory that is named, or the
 * current one).
 * @throws CliError `remote/…`, `project/…`, `call/not-built`
 */
export async function sessionsOf(
  context: CommandContext,
  words: readonly string[],
  { values, lists }: GivenArguments,
): Promise<Session[]> {
  const { host } = context;
  const [directory = '.'] = words;
  if (await isDirectory(context, words)) {
    const path = resolve(host.cwd, directory);
    for (const flag of ['header', 'env'] as const)
      if (lists[flag]) throw uselessOption(`--${flag}`, flag === 'env' ? 'a command' : 'a URL');
    return projectSessions(context, path, values.provider);
  }
  if (values.provider !== undefined) throw uselessOption('--provider', 'a project');
  const given = { words, headers: lists.header ?? [], variables: lists.env ?? [] };
  return [{ target: targetOf(given, host.env, host.cwd), label: words.join(' ') }];
}

/** Whether a command line names a project: without words, the one around the current directory. */
export async function isDirectory(
  { host }: CommandContext,
  [directory = '.', another]: readonly string[],
): Promise<boolean> {
  if (another !== undefined) return false;
  return (await host.files.kind(resolve(host.cwd, directory))) === 'directory';
}

/** The project runs with the whole environment, as `npm start` would run it, but from its sources. */
async function projectSessions(
  { host }: CommandContext,
  directory: string,
  wanted: string | undefined,
): Promise<Session[]> {
  const { root, providers } = await readProject(host.files, directory);
  const names = providers.map(({ name }) => name);
  if (names.length === 0) throw noProviders(root);
  if (wanted !== undefined && !names.includes(wanted))
    throw unknownProvider(wanted, nearestOf(wanted, names));
  const program = await programOf(host, root);
  const env = Object.entries(host.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return names
    .filter((name) => name === (wanted ?? name))
    .map((provider) => ({ provider, trace: new Trace() }))
    .map(({ provider, trace }) => ({
      target: {
        command: host.node ?? 'node',
        args: [...program, '--provider', provider],
        cwd: root,
        env: { ...Object.fromEntries(env), [TRACE_VARIABLE]: '1' },
        onStderr: (text: string) => trace.add(text),
      },
      label: `${basename(root)}/${provider}`,
      provider,
      root,
      trace,
    }));
}
