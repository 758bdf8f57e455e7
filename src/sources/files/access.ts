import type { Questions } from '../../model/questions.js';
import type { SourceOptions } from '../options.js';

/** Everyone reads, everyone reads and writes, or each user has files of their own. */
export type Access = 'read' | 'write' | 'own';

/**
 * Who gets the files of a folder or a bucket; without an option or an answer, everyone reads them.
 * @param hidden the files that users with own ones do not get
 */
export async function accessOf(
  place: 'folder' | 'bucket',
  hidden: string,
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
        hint: `new, empty folders; ${hidden} are not served`,
      },
    ],
  });
}

/** The settings of a spec that say whose files they are and who changes them. */
export const accessSettings = (access: Access) => ({
  ...(access !== 'own' && { shared: true }),
  ...(access === 'read' && { readOnly: true }),
});

/** The options that say the same. */
export const accessAnswers = (access: Access): SourceOptions => ({
  allowChanges: access === 'write' ? true : undefined,
  ownFiles: access === 'own' ? true : undefined,
});
