import { isIP } from 'node:net';
import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import type { CommandLine } from '../../model/command.js';
import { counted } from '../../model/counted.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { bucketText } from '../connection-target.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { askAuth } from '../../spec/questions/auth.js';
import { catalog } from '../catalog.js';
import type { FirstCall, ImportedProvider } from '../imported-providers.js';
import { nameOfPath } from '../name-of-path.js';
import { usable } from '../../interview/unusable-answer.js';
import type { SourceOptions } from '../options.js';
import { accessOf, accessSettings, accessAnswers, type Access } from './access.js';

/**
 * A provider that serves a bucket as it is, or gives each user a folder of their own in it.
 * @param storage its URL
 * @throws CliError `spec/…`
 */
export async function bucketProvider(
  storage: string,
  given: CommandLine<SourceOptions>,
  questions: Questions | undefined,
): Promise<{ bucket: ImportedProvider; auth: AuthSpec }> {
  const { tools, auth: stated, ...texts } = readFlags(given.ordered, catalog).draft;
  const checked = (access: Access, auth: AuthSpec) =>
    checkProvider(
      {
        name: nameOfPath(storage, 'files'),
        description: access === 'own' ? 'Files of each user.' : 'Files in the bucket.',
        storage,
        ...texts,
        kind: 'files',
        auth,
        ...accessSettings(access),
        tools,
      },
      catalog,
    );
  const usual: AuthSpec = { ...stated, style: stated?.style ?? 'access-key' };
  await usable(questions, async () => checked('read', usual));
  const access = await accessOf('bucket', 'other files', given.options, questions);
  const auth =
    questions && needsRegion(storage) ? await askAuth(questions, catalog.styles, usual) : usual;
  const bucket = checked(access, auth);
  return {
    bucket: {
      ...bucket,
      files: () => [],
      lines: [`${bucket.spec.name}: ${WORDS[access]} in ${storage}`],
      ...(access !== 'own' && { firstCall: () => FIRST_CALL }),
      report: { bucket: storage, access },
      answers: { from: bucketText(storage), ...accessAnswers(access) },
    },
    auth,
  };
}

const WORDS: Readonly<Record<Access, string>> = {
  read: 'files, which no tool changes,',
  write: 'files, which all users may change,',
  own: 'a folder of each user',
};

/** Amazon has it in the name of the host; what runs at an address takes the usual one. */
function needsRegion(storage: string): boolean {
  const host = new URL(storage).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 && !isLoopback(host) && !/(^|\.)amazonaws\.com(\.cn)?$/.test(host);
}

const FIRST_CALL: FirstCall = {
  tool: 'list_files',
  args: {},
  isRemote: true,
  says(result) {
    const { entries } = result as { entries: { name: string }[] };
    const [first] = entries;
    return `returned ${counted(entries.length, 'name')}${first ? `, such as ${first.name}` : ''}`;
  },
};
