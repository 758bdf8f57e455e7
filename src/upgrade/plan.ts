import { join } from 'node:path';
import { conflictIn, fileFault } from '../edit/file-fault.js';
import { withoutMark } from '../edit/lines.js';
import { isUnedited } from '../edit/same-code.js';
import { type Addition, planAddition, wholeTextChange } from '../extend/addition.js';
import { type FileVersions, mergeVersions } from '../extend/merge-versions.js';
import type { OpenProject } from '../extend/open-project.js';
import type { CommandContext } from '../model/command.js';
import { fileBroken } from '../model/errors/extend.js';
import { notRestorable } from '../model/errors/upgrade.js';
import type { JsonObject } from '../model/json.js';
import { type RelPath, relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import { version } from '../model/version.gen.js';
import { type ProjectRecord, RECORD_FILE, recordText, textId } from '../render/record.js';
import { renderRecord } from '../render/recorded-files.js';
import { baseTexts, currentPaths, readText } from './base.js';
import { mergeJson } from './merge-json.js';

/** The differences between what a project was rendered from and the current templates. */
export interface TemplateChanges {
  /** All texts of the current templates, by path. */
  next: ReadonlyMap<string, string>;
  changed: string[];
  added: string[];
  /** Paths that the current templates do not have. */
  dropped: string[];
  /** The packages that the project is to contain. */
  vendoredPaths: readonly string[];
}

/** @throws CliError `upgrade/record` */
export function templateChanges(
  { answers, files }: ProjectRecord,
  vendoredPaths: readonly string[],
): TemplateChanges {
  const next = renderRecord(answers, vendoredPaths);
  const recordedPaths = Object.keys(files).filter((path) => files[path] !== null);
  return {
    next,
    vendoredPaths,
    changed: recordedPaths.filter((path) => {
      const text = next.get(path);
      return text !== undefined && textId(text) !== files[path];
    }),
    added: [...next.keys()].filter((path) => !Object.hasOwn(files, path)),
    dropped: recordedPaths.filter((path) => !next.has(path)),
  };
}

/**
 * Refuses a project with conflicts that an upgrade left: its record is that of the new templates
 * already, so no difference shows them.
 * @throws CliError `extend/file-broken`, `path/unsafe`
 */
export async function requireResolved(
  { files }: CommandContext['host'],
  root: string,
  record: ProjectRecord,
): Promise<void> {
  for (const path of Object.keys(record.files).map(relPath)) {
    const file = join(root, path);
    const bytes = (await files.kind(file)) === 'file' ? await files.readBytes(file) : null;
    const conflict = bytes && conflictIn(new TextDecoder().decode(bytes));
    if (conflict) throw fileBroken(path, conflict);
  }
}

export interface Upgrade {
  addition: Addition;
  /** Files with markers of conflicts. */
  conflicts: string[];
  /** Changed files that are not merged, because their base was not found. */
  unmerged: string[];
}

/**
 * Merges changes of the templates into a project.
 * @param restored paths of deleted files to write again
 * @throws CliError `upgrade/restore`, and those of `planAddition`
 */
export async function planUpgrade(
  context: CommandContext,
  project: OpenProject,
  record: ProjectRecord,
  changes: TemplateChanges,
  restored: readonly string[],
): Promise<Upgrade> {
  const { changed, dropped } = changes;
  const places = await currentPaths(context, project, record, [
    ...changed,
    ...dropped,
    ...restored,
  ]);
  const files = restored.map((path) => restoredFile(path, changes, record, places));
  const { files: addedFiles, occupied } = await addedTo(project, changes);
  const texts = await textsAt(project, places);
  const bases = await baseTexts(context, project.root, record, places, texts);
  const merge = await mergeFiles(project, changes, { places, texts, bases });
  const deleted = changed.filter((path) => !places.has(path) && !restored.includes(path));
  const held = [...merge.unmerged, ...occupied];
  const recordedText = nextRecord(record, changes, { held, restored });
  const addition: Addition = {
    files: [...files, ...addedFiles],
    insertions: [...merge.insertions, wholeTextChange(RECORD_FILE, () => recordedText)],
    notes: [
      ...merge.notes,
      ...occupied.map(
        (path) =>
          `The templates have a new file "${path}", where you have another one. It was not changed.`,
      ),
      ...deleted.map(
        (path) =>
          `"${path}" has changed in the templates. You have deleted it, so it stays deleted; "--restore ${path}" writes it again.`,
      ),
    ],
  };
  const candidates = dropped.flatMap((path) => {
    const [place, text, base] = [places.get(path), texts.get(path), bases.get(path)];
    if (place === undefined) return [];
    const isSame = text !== undefined && base !== undefined && textId(text) === textId(base);
    const isReformatted = place.endsWith('.ts') && isUnedited(text ?? '', base ?? '');
    if (isSame || isReformatted) return [relPath(place)];
    addition.notes.push(`"${place}" is not generated any more. You have edited it, so it stays.`);
    return [];
  });
  addition.removed = await withoutUsed(context, project, addition, candidates);
  return { addition, conflicts: merge.conflicts, unmerged: merge.unmerged };
}

/**
 * Returns the texts of files by recorded path; files that are not text are missing.
 * @throws CliError `extend/file-broken`
 */
async function textsAt(
  project: OpenProject,
  places: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [path, place] of places) {
    const [, text] = withoutMark((await readText(project, place)) ?? '\0');
    if (text === '\0') continue;
    const fault = fileFault(place, text);
    if (fault) throw fileBroken(place, fault);
    texts.set(path, text);
  }
  return texts;
}

function restoredFile(
  path: string,
  { next }: TemplateChanges,
  record: ProjectRecord,
  places: ReadonlyMap<string, string>,
): RenderedFile {
  const text = next.get(path);
  if (text === undefined || !Object.hasOwn(record.files, path))
    throw notRestorable(path, 'it is not a generated file');
  if (places.has(path)) throw notRestorable(path, 'it exists');
  return { path: relPath(path), text };
}

/** Returns new files of the templates, and paths of those where the project has other files. */
async function addedTo(project: OpenProject, { next, added }: TemplateChanges) {
  const files: RenderedFile[] = [];
  const occupied: string[] = [];
  for (const path of added) {
    const text = next.get(path) ?? '';
    const ownText = await readText(project, path);
    if (ownText === null && !project.model.paths.has(path))
      files.push({ path: relPath(path), text });
    else if (ownText === null || textId(ownText) !== textId(text)) occupied.push(path);
  }
  return { files, occupied };
}

/** @param held paths whose ids stay, because their files do not have the new text */
function nextRecord(
  { answers, files }: ProjectRecord,
  { next, changed, added, dropped, vendoredPaths }: TemplateChanges,
  { held, restored }: { held: readonly string[]; restored: readonly string[] },
): string {
  const ids = new Map(Object.entries(files));
  for (const path of dropped) ids.delete(path);
  for (const path of [...changed, ...added, ...restored])
    if (!held.includes(path)) ids.set(path, textId(next.get(path) ?? ''));
  const settings = Object.entries(answers.project as JsonObject).filter(
    ([key]) => key !== 'vendor',
  );
  const vendor = vendoredPaths.length > 0 && { vendor: [...vendoredPaths] };
  const project = { ...Object.fromEntries(settings), ...vendor };
  return recordText({
    answers: { ...answers, project },
    files: Object.fromEntries(ids),
    version,
  });
}

interface MergeInput {
  /** Current paths by recorded ones. */
  places: ReadonlyMap<string, string>;
  /** Current texts by recorded path. */
  texts: ReadonlyMap<string, string>;
  /** Texts from which the author has started, by recorded path. */
  bases: ReadonlyMap<string, string>;
}

async function mergeFiles(
  project: OpenProject,
  { next, changed }: TemplateChanges,
  { places, texts, bases }: MergeInput,
) {
  const notes: string[] = [];
  const unmerged: string[] = [];
  const versions: FileVersions[] = [];
  const jsonEdits: Addition['insertions'] = [];
  for (const recordedPath of changed) {
    const [path, text] = [places.get(recordedPath), texts.get(recordedPath)];
    const [previous, now] = [bases.get(recordedPath), next.get(recordedPath) ?? ''];
    if (path === undefined || (text !== undefined && textId(text) === textId(now))) continue;
    if (text === undefined || previous === undefined) {
      const reason = text === undefined ? 'it is not text' : 'the generated text was not found';
      notes.push(`"${path}" has changed in the templates. It was not changed: ${reason}.`);
      unmerged.push(recordedPath);
    } else if (path.endsWith('.json') && textId(text) !== textId(previous)) {
      const merged = mergeJson(previous, text, now);
      notes.push(...merged.notes.map((note) => `${path}: ${note}`));
      jsonEdits.push(wholeTextChange(path, () => merged.text));
    } else versions.push({ key: path, path, isWhole: true, versionsOf: () => [previous, now] });
  }
  const { insertions, conflicts, joined } = await mergeVersions(project, versions);
  if (joined.length > 0)
    notes.push(`Changes are right beside your edits, review them: ${joined.join(', ')}.`);
  return {
    insertions: [...insertions, ...jsonEdits],
    conflicts: [...new Set(conflicts.map(({ path }) => path))],
    unmerged,
    notes,
  };
}

/**
 * Returns files that can be removed, because no other file imports them after the upgrade; notes
 * name the users of the others.
 */
async function withoutUsed(
  context: CommandContext,
  project: OpenProject,
  addition: Addition,
  candidates: readonly RelPath[],
): Promise<RelPath[]> {
  if (candidates.length === 0) return [];
  const { ops } = await planAddition(context, project, addition);
  const { model } = project;
  const texts = new Map<string, string>();
  for (const path of model.paths) texts.set(path, model.text(path)?.text ?? '');
  for (const op of ops) if ('text' in op) texts.set(op.path, op.text);
  const result = model.withTexts(texts);
  let removable = [...candidates];
  for (;;) {
    const importedRemovables = removable.flatMap((path) => {
      const users = result
        .modulesIn()
        .filter(
          (module) =>
            !removable.some((removed) => removed === module.path) &&
            [...module.imports, ...module.exports].some(
              ({ specifier }) =>
                specifier !== undefined && result.resolve(module, specifier)?.path === path,
            ),
        );
      return users.length > 0 ? [{ path, users: users.map((user) => `"${user.path}"`) }] : [];
    });
    if (importedRemovables.length === 0) return removable;
    for (const { path, users } of importedRemovables)
      addition.notes.push(
        `"${path}" is not generated any more. It stays, because it is imported by ${users.join(', ')}.`,
      );
    removable = removable.filter((path) => !importedRemovables.some((file) => file.path === path));
  }
}
