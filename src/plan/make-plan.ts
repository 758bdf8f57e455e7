import { dirname, isAbsolute, join, relative } from 'node:path';

import {
  notADirectory,
  notAFile,
  notEmpty,
  fileDiffers,
  rootIsLink,
} from '../model/errors/plan.js';
import type { Host, HostFiles } from '../model/host.js';
import type { RelPath } from '../model/path.js';
import type { FileEdit, NewFile, Op, Plan, RenderedFile, Step } from '../model/plan.js';
import { realLocation, refuseDoubleOf, refuseDoubles, topmostMissing } from './location.js';

/** What a directory may hold and still be as good as empty. */
const NOT_IN_THE_WAY: ReadonlySet<string> = new Set([
  '.git',
  '.gitkeep',
  '.DS_Store',
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
]);

/**
 * Whether a new project in `root` (absolute) brings the directory itself; else it is there and as good as empty.
 * @throws CliError `plan/*` where something is in the way
 */
export async function bringsRoot(
  { files, cwd }: Pick<Host, 'files' | 'cwd'>,
  root: string,
): Promise<boolean> {
  const shown = (path: string) => asTyped(cwd, path);
  const above = dirname(await topmostMissing(files, root));
  if ((await files.kind(await files.realPath(above))) !== 'directory')
    throw notADirectory(shown(above));
  const kind = await files.kind(root);
  if (kind === 'link') throw rootIsLink(shown(root));
  if (kind !== 'directory' && kind !== null) throw notADirectory(shown(root));
  const present = await files.list(root);
  const inTheWay = present.filter((name) => !NOT_IN_THE_WAY.has(name));
  if (inTheWay.length > 0) throw notEmpty(shown(root), inTheWay);
  // A shell that stands in a directory which is replaced would stand nowhere.
  return (
    kind === null ||
    (present.length === 0 && (await files.realPath(root)) !== (await files.realPath(cwd)))
  );
}

/**
 * A new project in `root` (absolute), which is missing or as good as empty.
 * @throws CliError `plan/*` where something is in the way
 */
export async function planProject(
  host: Pick<Host, 'files' | 'cwd'>,
  root: string,
  rendered: readonly NewFile[],
  steps: readonly Step[] = [],
): Promise<Plan> {
  refuseDoubles(rendered.map(({ path }) => path));
  return {
    root,
    newRoot: await bringsRoot(host, root),
    ops: rendered.map((file) => ({ do: 'create', ...file })),
    steps: [...steps],
  };
}

/**
 * Files to add to and edits to make in the project in `root` (absolute).
 * @throws CliError `path/unsafe`, `plan/not-a-file`, `plan/not-a-directory`, `plan/double`
 */
export async function planChanges(
  files: HostFiles,
  root: string,
  { files: rendered, edits }: { files: readonly RenderedFile[]; edits: readonly FileEdit[] },
  steps: readonly Step[] = [],
): Promise<Plan> {
  const ops: Op[] = [];
  for (const { path, text } of rendered) {
    ops.push(await addition(files, root, await realLocation(files, root, path), text));
  }
  for (const { path, was, text } of edits) {
    const location = await realLocation(files, root, path);
    ops.push(
      was === text ? { do: 'same', path: location } : { do: 'update', path: location, was, text },
    );
  }
  refuseDoubles(ops.map(({ path }) => path));
  return { root, newRoot: false, ops, steps: [...steps] };
}

async function addition(files: HostFiles, root: string, path: RelPath, text: string): Promise<Op> {
  const absolute = join(root, path);
  const kind = await files.kind(absolute);
  if (kind !== null && kind !== 'file') throw notAFile(absolute);
  const was = await files.read(absolute);
  if (was === null) {
    await refuseDoubleOf(files, root, path);
    return { do: 'create', path, text };
  }
  // Git may have checked the file out with the line ends of this system.
  if (was.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')) return { do: 'same', path };
  return { do: 'conflict', path, was, text, ...fileDiffers };
}

function asTyped(cwd: string, path: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere || '.';
}
