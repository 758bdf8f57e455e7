import type { GivenArguments } from '../../model/command.js';
import { counted } from '../../model/counted.js';
import type { Questions } from '../../model/questions.js';
import type { Contents } from './contents.js';

/** Everyone reads, everyone reads and writes, or each user has files of their own. */
export type Access = 'read' | 'write' | 'own';

/** Who gets the files of a folder; without an option or an answer, everyone reads them. */
export async function accessOf(
  { files }: Contents,
  { switches: { allowChanges, ownFiles } }: GivenArguments,
  questions: Questions | undefined,
): Promise<Access> {
  if (ownFiles) return 'own';
  if (allowChanges !== undefined) return allowChanges ? 'write' : 'read';
  if (!questions) return 'read';
  return questions.choose<Access>({
    message: 'Who gets these files?',
    choices: [
      { value: 'read', label: 'Everyone reads them', hint: 'the folder as it is' },
      {
        value: 'write',
        label: 'Everyone reads and writes',
        hint: 'replacing and deleting ask first',
      },
      {
        value: 'own',
        label: 'Each user their own',
        hint: `new, empty folders; the ${counted(files, 'file')} are not served`,
      },
    ],
  });
}

/** What of the folder nobody can reach: packages and keys, unless somebody wants otherwise. */
export async function excludedOf(
  { unwanted }: Contents,
  { lists: { exclude = [] } }: GivenArguments,
  questions: Questions | undefined,
): Promise<string[]> {
  const left =
    questions && unwanted.length > 0
      ? await questions.chooseSeveral({
          message: 'What is left out?',
          choices: unwanted.map((value) => ({ value, label: value })),
          initial: unwanted,
          derived: true,
        })
      : unwanted;
  return [...new Set([...exclude, ...left])];
}
