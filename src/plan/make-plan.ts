import { dirname, isAbsolute, join, relative } from 'node:path';
import {
  fileDiffers,
  notADirectory,
  notAFile,
  notEmpty,
  rootIsLink,
} from '../model/errors/plan.js';
import type { Host, HostFiles } from '../model/host.js';
import type { RelPath } from '../model/path.js';
import type { FileEdit, NewFile, Op, Plan, Step } from '../model/plan.js';
import { realLocation, refuseDoubleOf, refuseDoubles, topmostMissing } from './location.js';

/** What a fresh clone holds: settings of tools, and documents. */
const NOT_IN_THE_WAY =
  /^\.|^(readme|licen[cs]e|copying|notice|authors|contributors|changelog|codeowners)(\.\w+)?$|\.md$/i;

/**
 * Whether a new project in `root` (absolute) brings the directory itself; otherwise it exists and has room for a project.
 * @throws CliError `plan/*` where something is in the way
 */
export async function bringsRoot(
  { files, cwd }: Pick<Host, 'files' | 'cwd'>,
  root: string,
): Promise<boolean> {
  const displayPath = (path: string) => asTyped(cwd, path);
  const above = dirname(await topmostMissing(files, root));
  if ((await files.kind(await files.realPath(above))) !== 'directory')
    throw notADirectory(displayPath(above));
  const kind = await files.kind(root);
  if (kind === 'link') throw rootIsLink(displayPath(root));
  if (kind !== 'directory' && kind !== null) throw notADirectory(displayPath(root));
  const present = await files.list(root);
  const inTheWay = present.filter((name) => !NOT_IN_THE_WAY.test(name));
  if (inTheWay.length > 0) throw notEmpty(displayPath(root), inTheWay);
  // A shell that stands in a directory which is replaced would stand nowhere.
  return (
    kind === null ||
    (present.length === 0 && (await files.realPath(root)) !== (await files.realPath(cwd)))
  );
}

/**
 * A new project in `root` (absolute), which is missing, empty or a fresh clone.
 * @throws CliError `plan/*` where something is in the way
 */
export async function planProject(
  host: Pick<Host, 'files' | 'cwd'>,
  root: string,
  changes: Changes,
  steps: readonly Step[] = [],
): Promise<Plan> {
  const { files: rendered } = changes;
  refuseDoubles(rendered.map(({ path }) => path));
  if (!(await bringsRoot(host, root))) return planChanges(host.files, root, changes, steps);
  const ops = rendered.map((file) => ({ do: 'create', ...file }) as const);
  return { root, newRoot: true, ops, steps: [...steps] };
}

/** New files, and edits and removals of files that exist. */
export interface Changes {
  files: readonly NewFile[];
  edits: readonly FileEdit[];
  removed?: readonly { path: RelPath; was: string }[];
}

/**
 * Changes of the files in the project in `root` (absolute).
 * @throws CliError `path/unsafe`, `plan/not-a-file`, `plan/not-a-directory`, `plan/double`
 */
export async function planChanges(
  files: HostFiles,
  root: string,
  { files: rendered, edits, removed = [] }: Changes,
  steps: readonly Step[] = [],
): Promise<Plan> {
  const ops: Op[] = [];
  for (const file of rendered) {
    ops.push(
      await addition(files, root, { ...file, path: await realLocation(files, root, file.path) }),
    );
  }
  for (const { path, was, text } of edits) {
    const location = await realLocation(files, root, path);
    ops.push(
      was === text ? { do: 'same', path: location } : { do: 'update', path: location, was, text },
    );
  }
  for (const { path, was } of removed)
    ops.push({ do: 'delete', path: await realLocation(files, root, path), was });
  refuseDoubles(ops.map(({ path }) => path));
  return { root, newRoot: false, ops, steps: [...steps] };
}

async function addition(files: HostFiles, root: string, file: NewFile): Promise<Op> {
  const { path } = file;
  const absolute = join(root, path);
  const kind = await files.kind(absolute);
  if (kind !== null && (kind !== 'file' || 'bytes' in file)) throw notAFile(absolute);
  const was = await files.read(absolute);
  if (was === null || 'bytes' in file) {
    await refuseDoubleOf(files, root, path);
    return { do: 'create', ...file };
  }
  const { text } = file;
  if (was.trim() === '') return { do: 'update', path, was, text };
  // Git may have checked the file out with the line ends of this system.
  if (was.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')) return { do: 'same', path };
  return { do: 'conflict', path, was, text, ...fileDiffers };
}

function asTyped(cwd: string, path: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere || '.';
}
