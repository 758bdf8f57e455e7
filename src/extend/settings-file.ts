import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import { type Addition, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';

/** Values of environment variables, by name. */
type Settings = Readonly<Record<string, string>>;

const FILE = relPath('.env');

/** The `.env` of a new project; none without settings. */
export const settingsFile = (settings: Settings): RenderedFile[] =>
  Object.keys(settings).length === 0 ? [] : [{ path: FILE, text: linesOf(settings) }];

/** Adds settings to the `.env` of a project; variables that it has stay as they are. */
export async function addSettings(
  project: Pick<OpenProject, 'read'>,
  addition: Addition,
  settings: Settings,
): Promise<void> {
  const previousText = await project.read(FILE);
  if (previousText === null) addition.files.push(...settingsFile(settings));
  else addition.insertions.push(wholeTextChange(FILE, (text) => withSettings(text, settings)));
}

function withSettings(text: string, settings: Settings): string {
  const missing = Object.entries(settings).filter(
    ([name]) => !new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, 'm').test(text),
  );
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return missing.length === 0 ? text : `${text}${end}${linesOf(Object.fromEntries(missing))}`;
}

/** In single quotes, nothing of a value has another meaning, such as the backslashes of a path. */
const linesOf = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value.includes("'") ? `"${value}"` : `'${value}'`}\n`)
    .join('');
