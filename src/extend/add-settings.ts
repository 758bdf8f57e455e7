import { type Settings, settingsFile, settingsText } from '../sources/imported-providers.js';
import { type Addition, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';

/** Adds settings to the `.env` of a project; variables that it has stay as they are. */
export async function addSettings(
  project: Pick<OpenProject, 'read'>,
  addition: Addition,
  settings: Settings,
): Promise<void> {
  const previousText = await project.read('.env');
  if (previousText === null) addition.files.push(...settingsFile(settings));
  else addition.insertions.push(wholeTextChange('.env', (text) => withSettings(text, settings)));
}

function withSettings(text: string, settings: Settings): string {
  const missingSettings = Object.entries(settings).filter(
    ([name]) => !new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, 'm').test(text),
  );
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return missingSettings.length === 0
    ? text
    : `${text}${end}${settingsText(Object.fromEntries(missingSettings))}`;
}
