import { fileTemplate } from '../../../runtime/src/files/served.js';
import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

/** Where the files are, and whose they are. */
export function readme(spec: object): string {
  const { name, storage, shared = false, readOnly = false } = spec as FilesSpec; // checked
  const place = isBucket(storage) ? 'bucket' : 'folder';
  const where = `the ${place} that is \`storage\` in \`provider-config.yaml\``;
  const owner = shared
    ? `All users have the same files, in ${where}.`
    : `Each user has a folder of their own in ${where}.`;
  const resources = `Each file is also a resource: \`${fileTemplate(name).uri}\`.`;
  if (!readOnly)
    return `${owner} ${resources} The server asks the user before it replaces or deletes a file.`;
  const all = `${owner} ${resources}`;
  return isBucket(storage) ? all : `${all} Create the folder before you start the server.`;
}
