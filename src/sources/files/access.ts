import type { Questions } from '../../model/questions.js';
import type { SourceOptions } from '../options.js';

/** Access of users to files: all read, all read and write, or each has files of their own. */
export type Access = 'read' | 'write' | 'own';

/**
 * Asks who gets the files of a folder or a bucket; by default, everyone reads them.
 * @param excludedFiles noun phrase for the files that users do not get if they have their own
 */
export async function accessOf(
  place: 'folder' | 'bucket',
  excludedFiles: string,
  { allowChanges, ownFiles }: SourceOptions,
  questions: Questions | undefined,
): Promise<Access> {
  if (ownFiles) return 'own';
  if (allowChanges !== undefined) return allowChanges ? 'write' : 'read';
  if (!questions) return 'read';
  return questions.choose<Access>({
    key: 'access',
    message: 'Who gets these files?',
    choices: [
      { value: 'read', label: 'Everyone reads them', hint: `the ${place} as it is` },
      {
        value: 'write',
        label: 'Everyone reads and writes',
        hint: 'replacing and deleting ask first',
      },
      {
        value: 'own',
        label: 'Each user their own',
        hint: `new, empty folders; ${excludedFiles} are not served`,
      },
    ],
  });
}

/** Returns the settings of a spec for an access. */
export const accessSettings = (access: Access) => ({
  ...(access !== 'own' && { shared: true }),
  ...(access === 'read' && { readOnly: true }),
});

/** Returns the options for an access. */
export const accessAnswers = (access: Access): SourceOptions => ({
  allowChanges: access === 'write' ? true : undefined,
  ownFiles: access === 'own' ? true : undefined,
});
