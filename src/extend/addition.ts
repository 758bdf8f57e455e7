import { isDeepStrictEqual } from 'node:util';
import { type FileFault, fileFault } from '../edit/file-fault.js';
import { EditRefusedError } from '../edit/formats/refusal.js';
import { withoutMark } from '../edit/lines.js';
import { isSameCode } from '../edit/same-code.js';
import { moduleNamed } from '../edit/specifier.js';
import { withMember } from '../edit/typescript.js';
import type { CommandContext } from '../model/command.js';
import { addByHand, fileBroken, fileNotEdited, type LinesByHand } from '../model/errors/extend.js';
import type { HostFiles } from '../model/host.js';
import { parseJson } from '../model/json.js';
import { type RelPath, relPath } from '../model/path.js';
import type { FileEdit, Plan, RenderedFile, Step } from '../model/plan.js';
import type { Project } from '../model/project.js';
import type { Questions } from '../model/questions.js';
import { lineAndColumn } from '../model/source-range.js';
import { shellWords } from '../model/text/shell-words.js';
import { carryOut, type Presentation } from '../plan/carry-out.js';
import { planChanges } from '../plan/make-plan.js';
import { hasConflicts } from '../plan/summary.js';
import { SOURCE } from '../project/files.js';
import { projectCommands } from '../render/commands.js';
import { type Answers, RECORD_FILE } from '../render/record.js';
import { formatCommand } from './formatter.js';
import type { OpenProject } from './open-project.js';
import { installStep } from './project-steps.js';

/** The changes of a command to a project, before they are compared with existing files. */
export interface Addition {
  files: RenderedFile[];
  insertions: Insertion[];
  /** Files that the project no longer needs. */
  removed?: RelPath[];
  /** Values from which the new files were rendered, for the record of the project. */
  answers?: Answers;
  /** Sentences about omitted parts, with reasons. */
  notes: string[];
}

export interface AdditionPresentation {
  title: string;
  done: string;
  /** Next steps, after the installation. */
  next: readonly string[];
  purposes?: Presentation['purposes'];
  /** Words of the command that does the same again, after the program's name. */
  repeat?: readonly string[];
  /** Whether that command asks for a password, so that it cannot have `--yes`. */
  asksPassword?: boolean | undefined;
  /** Report of an imported document, for `--json`. */
  imported?: object | undefined;
  /** Changes of files that are not text, and steps after the installation. */
  further?: Pick<Plan, 'ops' | 'steps'>;
  /** Changes of files outside of the project. */
  repositoryPlan?: Plan | undefined;
  /** Asks the user before files are written, with this question. */
  questions?: Questions | undefined;
  confirm?: Presentation['confirm'];
  /** Further keys for `--json`. */
  report?: object;
  afterSteps?: NonNullable<Presentation['afterSteps']>;
}

/**
 * Plans an addition, and shows or applies the plan.
 * @throws CliError `extend/*`, and those of `carryOut`
 */
export async function carryOutAddition(
  context: CommandContext,
  project: OpenProject,
  addition: Addition,
  presentation: AdditionPresentation,
) {
  const { host, ui, flags } = context;
  const { next, repeat, asksPassword, further, ...otherWords } = presentation;
  const { packageManager } = project;
  const { cli } = projectCommands(packageManager);
  const plan = await planAddition(context, project, addition);
  const install = installStep(packageManager);
  const format = await formatStep(host.files, plan, addition.insertions);
  const needsInstall = changesPackages(plan);
  if (!hasConflicts(plan)) for (const note of addition.notes) ui.note(note);
  return carryOut(
    context,
    {
      ...plan,
      ops: [...plan.ops, ...(further?.ops ?? [])],
      steps: [
        ...(needsInstall && flags.install ? [install] : []),
        ...format,
        ...((flags.install && further?.steps) || []),
      ],
    },
    {
      questions: undefined,
      ...otherWords,
      next: [...(needsInstall && !flags.install ? [install.command.join(' ')] : []), ...next],
      // A spec from stdin cannot be read again.
      repeat:
        repeat && !repeat.includes('-')
          ? `${cli} ${shellWords([...repeat, ...(flags.install ? [] : ['--no-install']), ...(asksPassword ? [] : ['--yes'])])}`
          : undefined,
    },
  );
}

/** Returns the plan of an addition. */
export async function planAddition(
  { host }: CommandContext,
  project: OpenProject,
  { files: renderedFiles, insertions, removed: obsolete = [], answers = {} }: Addition,
): Promise<Plan> {
  const paths = renderedFiles.map(({ path }) => path);
  const insertionEdits = await editsFor(project, [
    ...insertions,
    ...(await recordInsertions(project, answers, paths)),
  ]);
  const { files, kept } = await newFiles(project, renderedFiles);
  const exportEdits = await editsFor(project, lackingExports(project, files, renderedFiles));
  const removedFiles: { path: RelPath; previous: string }[] = [];
  for (const path of obsolete) {
    const currentText = await project.read(path);
    if (currentText !== null) removedFiles.push({ path, previous: currentText });
  }
  return planChanges(host.files, project.root, {
    files,
    edits: [...kept, ...insertionEdits, ...exportEdits],
    removed: removedFiles,
  });
}

/** Returns the change of the record, if the project has one. */
async function recordInsertions(
  { read }: OpenProject,
  answers: Answers,
  paths: readonly string[],
): Promise<Insertion[]> {
  if (Object.keys(answers).length === 0) return [];
  if ((await read(RECORD_FILE)) === null) return [];
  const { withAnswers } = await import('../render/recorded-files.js');
  return [wholeTextChange(RECORD_FILE, (text) => withAnswers(text, answers, paths))];
}

const changesPackages = ({ ops }: Plan) =>
  ops.some(
    (op) =>
      op.do === 'update' &&
      op.path === 'package.json' &&
      !isDeepStrictEqual(packagesIn(op.previous), packagesIn(op.text)),
  );

/** Returns all of package.json except the description of the project. */
const packagesIn = (text: string) => Object.assign({}, parseJson(text), { description: '' });

/**
 * Formats new files with the project's formatter, if that is installed, and files that it had
 * formatted before. Other files may be formatted manually and stay as they are.
 */
async function formatStep(
  files: HostFiles,
  { root, ops }: Pick<Plan, 'root' | 'ops'>,
  insertions: readonly Insertion[],
): Promise<Step[]> {
  const formattedPaths = insertions
    .filter(({ isFormatted }) => isFormatted)
    .map(({ path }) => path);
  const paths = ops
    .filter((op) => op.do === 'create' || (op.do === 'update' && formattedPaths.includes(op.path)))
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.ts'));
  const command = await formatCommand(files, root, paths);
  return command
    ? [{ id: 'format', label: 'Format the new files', command, isOptional: true }]
    : [];
}

/** Lines to insert into a project file, with words for users if the place is not certain. */
export interface Insertion extends LinesByHand {
  /** Returns the text with the lines, or the same text if it contains them; undefined if the place is not certain. */
  edit(text: string): string | undefined;
  /** Whether a formatter has formatted the file, which the edit does not preserve. */
  isFormatted?: boolean;
}

/** Returns a change of a whole text, which needs no place in it. */
export const wholeTextChange = (path: string, edit: (text: string) => string): Insertion => ({
  path,
  where: '',
  lines: '',
  edit,
});

/** Returns the edited text. @throws CliError `extend/not-edited` if the editor refuses */
export function editText(edit: Insertion['edit'], text: string, path: string): string | undefined {
  try {
    return edit(text);
  } catch (error) {
    throw error instanceof EditRefusedError
      ? fileNotEdited(path, error.message, error.line)
      : error;
  }
}

/**
 * Returns the files with all insertions applied in order.
 * @throws CliError `extend/file-broken` for merge conflicts and syntax errors, `extend/by-hand` with
 * all insertions that have no place
 */
async function editsFor(
  { read, model }: OpenProject,
  insertions: readonly Insertion[],
): Promise<FileEdit[]> {
  const edits: FileEdit[] = [];
  const linesWithoutPlace: LinesByHand[] = [];
  for (const path of new Set(insertions.map((insertion) => insertion.path))) {
    const currentText = await read(path);
    const fileInsertions = insertions.filter((insertion) => insertion.path === path);
    const [mark, body] = withoutMark(currentText ?? '');
    let text = currentText === null ? undefined : body;
    const fault =
      text === undefined ? undefined : (fileFault(path, text) ?? codeFault(model, path));
    if (fault) throw fileBroken(path, fault);
    for (const { where, lines, edit } of fileInsertions) {
      const newText = text === undefined ? undefined : editText(edit, text, path);
      if (newText === undefined) linesWithoutPlace.push({ path, where, lines });
      else text = newText;
    }
    if (currentText !== null && text !== undefined)
      edits.push({ path: relPath(path), previous: currentText, text: mark + text });
  }
  if (linesWithoutPlace.length > 0) throw addByHand(linesWithoutPlace);
  return edits;
}

/** Matches imports of other project modules in a printed module. */
const IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)';$/gm;
const IMPORTED_NAME = /(?:type )?(\w+)(?: as \w+)?/g;

/** Exports of `mcp-instance.ts` in their order, if the provider has them. */
const REGISTRARS = ['tool', 'resource', 'prompt'];

/**
 * Returns insertions for exports that new modules import and that the project's modules do not
 * export, such as a renamed client.
 */
function lackingExports(
  { model }: OpenProject,
  files: readonly RenderedFile[],
  renderedFiles: readonly RenderedFile[],
): Insertion[] {
  const paths = new Set<string>(renderedFiles.map(({ path }) => path));
  const missingExports = new Map<string, Insertion>();
  for (const { path: importer, text } of files)
    for (const [, names = '', specifier = ''] of text.matchAll(IMPORT)) {
      const path = `${moduleNamed(importer, specifier)}.ts`;
      const { exports = [], errors = [] } = model.module(path) ?? {};
      if (paths.has(path) || errors.length > 0 || exports.some(({ name }) => name === '*'))
        continue;
      for (const [, name = ''] of names.matchAll(IMPORTED_NAME))
        if (!exports.some((moduleExport) => moduleExport.name === name))
          missingExports.set(`${path} ${name}`, {
            path,
            where: 'for the new files',
            lines: `export { … as ${name} };`,
            edit: (module) => withMember(module, 'defineProvider', name, REGISTRARS),
          });
    }
  return [...missingExports.values()];
}

/** Returns why a code file of the project cannot be parsed. */
function codeFault(model: Project, path: string): FileFault | undefined {
  const [error] = (SOURCE.test(path) && model.module(path)?.errors) || [];
  if (!error) return undefined;
  const { line } = lineAndColumn(error.at.file, error.at.start);
  return { line, predicate: `does not parse: ${error.message}` };
}

interface NewFileResult {
  files: RenderedFile[];
  /** Existing files with the same code in another layout, which stay as they are. */
  kept: FileEdit[];
}

/** Returns rendered files, except those that the project already has in the layout of its own formatter. */
export async function newFiles(
  { read }: OpenProject,
  renderedFiles: readonly RenderedFile[],
): Promise<NewFileResult> {
  const files: RenderedFile[] = [];
  const edits: FileEdit[] = [];
  for (const file of renderedFiles) {
    const { path, text } = file;
    const currentText = await read(path);
    if (currentText !== null && path.endsWith('.ts') && isSameCode(currentText, text))
      edits.push({ path, previous: currentText, text: currentText });
    else files.push(file);
  }
  return { files, kept: edits };
}
