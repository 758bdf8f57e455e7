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
import type { FileEdit, FileOperation, NewFile, Plan, Step } from '../model/plan.js';
import { realLocation, refuseDoubleOf, refuseDoubles, topmostMissing } from './location.js';

/** Files of a fresh clone: settings of tools, and documents. */
const HARMLESS_FILE =
  /^\.|^(readme|licen[cs]e|copying|notice|authors|contributors|changelog|codeowners)(\.\w+)?$|\.md$/i;

/**
 * Returns whether a new project in `root` (absolute) creates the directory itself; otherwise it
 * exists and has room for a project.
 * @throws CliError `plan/*` if something is in the way
 */
export async function createsRoot(
  { files, cwd }: Pick<Host, 'files' | 'cwd'>,
  root: string,
): Promise<boolean> {
  const displayPath = (path: string) => pathForUser(cwd, path);
  const parentDirectory = dirname(await topmostMissing(files, root));
  if ((await files.kind(await files.realPath(parentDirectory))) !== 'directory')
    throw notADirectory(displayPath(parentDirectory));
  const kind = await files.kind(root);
  if (kind === 'link') throw rootIsLink(displayPath(root));
  if (kind !== 'directory' && kind !== null) throw notADirectory(displayPath(root));
  const existingNames = await files.list(root);
  const inTheWay = existingNames.filter((name) => !HARMLESS_FILE.test(name));
  if (inTheWay.length > 0) throw notEmpty(displayPath(root), inTheWay);
  // The working directory is not replaced, because a shell in it would lose its directory.
  return (
    kind === null ||
    (existingNames.length === 0 && (await files.realPath(root)) !== (await files.realPath(cwd)))
  );
}

/**
 * Plans a new project in `root` (absolute), which is missing, empty or a fresh clone.
 * @throws CliError `plan/*` if something is in the way
 */
export async function planProject(
  host: Pick<Host, 'files' | 'cwd'>,
  root: string,
  changes: PlannedFiles,
  steps: readonly Step[] = [],
): Promise<Plan> {
  const { files: renderedFiles } = changes;
  refuseDoubles(renderedFiles.map(({ path }) => path));
  if (!(await createsRoot(host, root))) return planChanges(host.files, root, changes, steps);
  const ops = renderedFiles.map((file) => ({ do: 'create', ...file }) as const);
  return { root, newRoot: true, ops, steps: [...steps] };
}

interface PlannedFiles {
  files: readonly NewFile[];
  edits: readonly FileEdit[];
  removed?: readonly { path: RelPath; previous: string }[];
}

/**
 * Plans changes of files in the project in `root` (absolute).
 * @throws CliError `path/unsafe`, `plan/not-a-file`, `plan/not-a-directory`, `plan/double`
 */
export async function planChanges(
  files: HostFiles,
  root: string,
  { files: renderedFiles, edits, removed: removedFiles = [] }: PlannedFiles,
  steps: readonly Step[] = [],
): Promise<Plan> {
  const ops: FileOperation[] = [];
  // Git may have checked the project out with CRLF, which Git for Windows does by default.
  const config = (await files.read(join(root, 'provider-config.yaml'))) ?? '';
  for (const file of renderedFiles) {
    ops.push(
      await operationFor(files, root, {
        ...file,
        ...('text' in file && { text: withLineEndsOf(config, file.text) }),
        path: await realLocation(files, root, file.path),
      }),
    );
  }
  for (const { path, previous: currentText, text: newText } of edits) {
    const location = await realLocation(files, root, path);
    const text = withLineEndsOf(currentText, newText);
    ops.push(
      currentText === text
        ? { do: 'same', path: location }
        : { do: 'update', path: location, previous: currentText, text },
    );
  }
  for (const { path, previous: removedText } of removedFiles)
    ops.push({ do: 'delete', path: await realLocation(files, root, path), previous: removedText });
  refuseDoubles(ops.map(({ path }) => path));
  return { root, newRoot: false, ops, steps: [...steps] };
}

/** Returns the text with CRLF if all lines of the other one end with it. */
const withLineEndsOf = (existingText: string, text: string): string =>
  existingText.includes('\r\n') && !/(?<!\r)\n/.test(existingText)
    ? text.replace(/\r?\n/g, '\r\n')
    : text;

async function operationFor(files: HostFiles, root: string, file: NewFile): Promise<FileOperation> {
  const { path } = file;
  const absolute = join(root, path);
  const kind = await files.kind(absolute);
  if (kind !== null && (kind !== 'file' || 'bytes' in file)) throw notAFile(absolute);
  const currentText = await files.read(absolute);
  if (currentText === null || 'bytes' in file) {
    await refuseDoubleOf(files, root, path);
    return { do: 'create', ...file };
  }
  const { text } = file;
  if (currentText.trim() === '') return { do: 'update', path, previous: currentText, text };
  // Git may have checked the file out with the line ends of this system.
  if (currentText.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n'))
    return { do: 'same', path };
  return { do: 'conflict', path, previous: currentText, text, ...fileDiffers };
}

function pathForUser(cwd: string, path: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere || '.';
}
