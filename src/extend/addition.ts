import { isDeepStrictEqual } from 'node:util';
import { type Flaw, flawOf } from '../edit/flaw.js';
import { Refusal } from '../edit/formats/refusal.js';
import { withoutMark } from '../edit/lines.js';
import { isSameCode } from '../edit/same-code.js';
import { moduleNamed } from '../edit/specifier.js';
import { withMember } from '../edit/typescript.js';
import type { CommandContext } from '../model/command.js';
import { addByHand, fileBroken, fileNotEdited, type LinesByHand } from '../model/errors/grow.js';
import type { HostFiles } from '../model/host.js';
import { parsedJson } from '../model/json.js';
import { type RelPath, relPath } from '../model/path.js';
import { position } from '../model/place.js';
import type { FileEdit, Plan, RenderedFile, Step } from '../model/plan.js';
import type { Project } from '../model/project.js';
import type { Questions } from '../model/questions.js';
import { shellWords } from '../model/shell-words.js';
import { carryOut, type PlanWords } from '../plan/carry-out.js';
import { planChanges } from '../plan/make-plan.js';
import { hasConflicts } from '../plan/summary.js';
import { SOURCE } from '../project/files.js';
import { projectCommands } from '../render/commands.js';
import { formatCommand } from './formatter.js';
import type { OpenProject } from './open-project.js';
import { installStep } from './steps.js';

/** What a command adds to a project, before it is compared with the files that exist. */
export interface Addition {
  files: RenderedFile[];
  insertions: Insertion[];
  /** Files that the project does not need any more. */
  removed?: RelPath[];
  /** What was left out and why, in sentences. */
  notes: string[];
}

export interface AdditionWords {
  title: string;
  done: string;
  /** Steps to take next, after the installation. */
  next: readonly string[];
  purposes?: PlanWords['purposes'];
  /** Words of the command that does the same again, after the program's name. */
  repeat?: readonly string[];
  /** What became of an imported document, for `--json`. */
  imported?: object | undefined;
  /** Files outside of the project. */
  beside?: Plan | undefined;
  /** Somebody to ask before files are written, with the question. */
  questions?: Questions | undefined;
  confirm?: PlanWords['confirm'];
  /** Further keys for `--json`. */
  report?: object;
  afterSteps?: NonNullable<PlanWords['afterSteps']>;
}

/** Plans an addition, and shows or applies the plan. @throws CliError `grow/*`, and those of `carryOut` */
export async function carryOutAddition(
  context: CommandContext,
  project: OpenProject,
  addition: Addition,
  words: AdditionWords,
) {
  const { host, ui, flags } = context;
  const { next, repeat, ...others } = words;
  const { packageManager } = project;
  const { cli } = projectCommands(packageManager);
  const plan = await planAddition(context, project, addition);
  const install = installStep(packageManager);
  const format = await formatStep(host.files, plan, addition.insertions);
  const needsInstall = changesPackages(plan);
  if (!hasConflicts(plan)) for (const note of addition.notes) ui.note(note);
  return carryOut(
    context,
    { ...plan, steps: [...(needsInstall && flags.install ? [install] : []), ...format] },
    {
      questions: undefined,
      ...others,
      next: [...(needsInstall && !flags.install ? [install.command.join(' ')] : []), ...next],
      // What came on stdin cannot be read again.
      repeat:
        repeat && !repeat.includes('-')
          ? `${cli} ${shellWords([...repeat, ...(flags.install ? [] : ['--no-install']), '--yes'])}`
          : undefined,
    },
  );
}

/** What an addition changes, beside what the files contain. */
export async function planAddition(
  { host }: CommandContext,
  project: OpenProject,
  { files: rendered, insertions, removed: obsolete = [] }: Addition,
): Promise<Plan> {
  const inserted = await editsFor(project, insertions);
  const { files, kept } = await newFiles(project, rendered);
  const exported = await editsFor(project, lackingExports(project, files, rendered));
  const removed: { path: RelPath; was: string }[] = [];
  for (const path of obsolete) {
    const was = await project.read(path);
    if (was !== null) removed.push({ path, was });
  }
  return planChanges(host.files, project.root, {
    files,
    edits: [...kept, ...inserted, ...exported],
    removed,
  });
}

const changesPackages = ({ ops }: Plan) =>
  ops.some(
    (op) =>
      op.do === 'update' &&
      op.path === 'package.json' &&
      !isDeepStrictEqual(packagesIn(op.was), packagesIn(op.text)),
  );

/** All of package.json but what describes the project. */
const packagesIn = (text: string) => Object.assign({}, parsedJson(text), { description: '' });

/**
 * Formats new files with the project's formatter, where that is installed, and those that it had formatted before. Other
 * files may be formatted by hand and stay as they are.
 */
async function formatStep(
  files: HostFiles,
  { root, ops }: Pick<Plan, 'root' | 'ops'>,
  insertions: readonly Insertion[],
): Promise<Step[]> {
  const formatted = insertions.filter(({ isFormatted }) => isFormatted).map(({ path }) => path);
  const paths = ops
    .filter((op) => op.do === 'create' || (op.do === 'update' && formatted.includes(op.path)))
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.ts'));
  const command = await formatCommand(files, root, paths);
  return command
    ? [{ id: 'format', label: 'Format the new files', command, isOptional: true }]
    : [];
}

/** Lines to put into a file of the project, with the words for people where their place is not certain. */
export interface Insertion extends LinesByHand {
  /** The text with the lines, or the same text where it has them; undefined where their place is not certain. */
  edit(text: string): string | undefined;
  /** A formatter has laid out the file as it is; the edit lays it out as we do. */
  isFormatted?: boolean;
}

/** A change of a whole text, which needs no place in it. */
export const wholeTextChange = (path: string, edit: (text: string) => string): Insertion => ({
  path,
  where: '',
  lines: '',
  edit,
});

/** What an edit makes of a text. @throws CliError `grow/not-edited` where it refuses */
export function editedBy(edit: Insertion['edit'], text: string, path: string): string | undefined {
  try {
    return edit(text);
  } catch (error) {
    throw error instanceof Refusal ? fileNotEdited(path, error.message, error.line) : error;
  }
}

/**
 * The files with everything that is put into them, one insertion after another.
 * @throws CliError `grow/file-broken` for merge conflicts and syntax errors, `grow/by-hand` with all that has no place
 */
async function editsFor(
  { read, model }: OpenProject,
  insertions: readonly Insertion[],
): Promise<FileEdit[]> {
  const edits: FileEdit[] = [];
  const unplaced: LinesByHand[] = [];
  for (const path of new Set(insertions.map((insertion) => insertion.path))) {
    const was = await read(path);
    const fileInsertions = insertions.filter((insertion) => insertion.path === path);
    const [mark, body] = withoutMark(was ?? '');
    let text = was === null ? undefined : body;
    const flaw = text === undefined ? undefined : (flawOf(path, text) ?? codeFlaw(model, path));
    if (flaw) throw fileBroken(path, flaw);
    for (const { where, lines, edit } of fileInsertions) {
      const edited = text === undefined ? undefined : editedBy(edit, text, path);
      if (edited === undefined) unplaced.push({ path, where, lines });
      else text = edited;
    }
    if (was !== null && text !== undefined)
      edits.push({ path: relPath(path), was, text: mark + text });
  }
  if (unplaced.length > 0) throw addByHand(unplaced);
  return edits;
}

/** What a printed module imports from another one of the project. */
const IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)';$/gm;
const IMPORTED = /(?:type )?(\w+)(?: as \w+)?/g;

/** What `mcp-instance.ts` exports, in this order, where the provider has some. */
const REGISTRARS = ['tool', 'resource', 'prompt'];

/** What new modules import from modules of the project that do not export it, such as a client that has another name now. */
function lackingExports(
  { model }: OpenProject,
  files: readonly RenderedFile[],
  rendered: readonly RenderedFile[],
): Insertion[] {
  const paths = new Set<string>(rendered.map(({ path }) => path));
  const lacking = new Map<string, Insertion>();
  for (const { path: importer, text } of files)
    for (const [, names = '', specifier = ''] of text.matchAll(IMPORT)) {
      const path = `${moduleNamed(importer, specifier)}.ts`;
      const { exports = [], errors = [] } = model.module(path) ?? {};
      if (paths.has(path) || errors.length > 0 || exports.some(({ name }) => name === '*'))
        continue;
      for (const [, name = ''] of names.matchAll(IMPORTED))
        if (!exports.some((one) => one.name === name))
          lacking.set(`${path} ${name}`, {
            path,
            where: 'for the new files',
            lines: `export { … as ${name} };`,
            edit: (module) => withMember(module, 'defineProvider', name, REGISTRARS),
          });
    }
  return [...lacking.values()];
}

/** Why code of the project does not parse. */
function codeFlaw(model: Project, path: string): Flaw | undefined {
  const [error] = (SOURCE.test(path) && model.module(path)?.errors) || [];
  if (!error) return undefined;
  const { line } = position(error.at.file, error.at.start);
  return { line, says: `does not parse: ${error.message}` };
}

interface NewFiles {
  files: RenderedFile[];
  /** Files that exist with the same code in another layout: they stay as they are. */
  kept: FileEdit[];
}

/** Rendered files, apart from those that the project has already in the layout of its own formatter. */
export async function newFiles(
  { read }: OpenProject,
  rendered: readonly RenderedFile[],
): Promise<NewFiles> {
  const files: RenderedFile[] = [];
  const edits: FileEdit[] = [];
  for (const file of rendered) {
    const { path, text } = file;
    const was = await read(path);
    if (was !== null && path.endsWith('.ts') && isSameCode(was, text))
      edits.push({ path, was, text: was });
    else files.push(file);
  }
  return { files, kept: edits };
}
