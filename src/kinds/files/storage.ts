import { posix, win32 } from 'node:path';
import { isSafeUrl, isUrl } from '../../../runtime/src/utils/addresses.js';
import type { KindSetting } from '../../model/kind.js';
import { storageOption } from './options.js';
import type { FilesSpec } from './spec.js';

/** Returns whether the folder contains files of the program, which users must not read or change. */
const containsProject = (folder: string): boolean =>
  /^(\/|\.\/?|(\.\.\/)*\.\.\/?)$/.test(posix.normalize(folder.replaceAll('\\', '/')));

export const storageSetting: KindSetting = {
  key: 'storage',
  name: 'storage',
  schema: {
    type: 'string',
    minLength: 1,
    description:
      'Folder of the files, relative to the project unless absolute, or URL of a bucket with the API of Amazon S3.',
    examples: ['data/documents', 'https://s3.eu-central-1.amazonaws.com/acme-documents'],
  },
  option: storageOption,
  question: 'Storage: a folder, or the URL of an S3 bucket',
  check(text) {
    if (text.startsWith('s3:'))
      return 'must be the URL of the bucket: https://s3.<region>.amazonaws.com/<bucket>';
    if (isUrl(text)) return isSafeUrl(text) ? undefined : HTTPS;
    if (text.trim() === '') return 'must not be empty';
    return containsProject(text) ? 'must not be a folder that contains the project' : undefined;
  },
  isLocal: (text) => !isBucket(text),
};

const HTTPS = 'must be https (http only for loopback addresses)';

export const isBucket = (place: string): boolean => isUrl(place);

/** Returns a folder that Git ignores: files of users do not belong in the repository, but shared ones may. */
export function ignoredFolder({ storage: place, shared = false }: FilesSpec): string[] {
  const folder = posix.normalize(place.replaceAll('\\', '/')).replace(/\/$/, '');
  const isInside =
    !posix.isAbsolute(folder) && !win32.isAbsolute(folder) && !/^\.\.(\/|$)/.test(folder);
  if (isBucket(place) || shared || !isInside) return [];
  // gitignore(5): special characters need a backslash.
  return [`/${folder.replace(/[*?[\] ]/g, '\\$&')}/`];
}
