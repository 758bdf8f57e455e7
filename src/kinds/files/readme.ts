import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

/** Where the files are, and whose they are. */
export function readme(spec: object): string {
  const { storage, shared = false, readOnly = false } = spec as FilesSpec; // checked
  const place = isBucket(storage) ? 'bucket' : 'folder';
  const where = `the ${place} that is \`storage\` in \`provider-config.yaml\``;
  const owner = shared
    ? `All users have the same files, in ${where}.`
    : `Each user has a folder of their own in ${where}.`;
  if (!readOnly) return `${owner} The server asks the user before it replaces or deletes a file.`;
  return isBucket(storage) ? owner : `${owner} Create it before you start the server.`;
}
