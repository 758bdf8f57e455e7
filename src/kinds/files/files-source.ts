import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

/** `api/files.ts`: where the files of a caller are. */
export function filesSource({ storage, shared = false, readOnly = false }: FilesSpec): string {
  const options = [
    ...(shared ? ['shared: true'] : []),
    readOnly ? 'readOnly: true' : 'notify',
  ].join(', ');
  const names = readOnly ? 'PROVIDER_NAME' : 'notify, PROVIDER_NAME';
  const owner = shared ? 'all users' : 'the caller';
  const comment = `/** The files of ${owner}${readOnly ? ', which no tool changes' : ''}. Their place is "storage" in provider-config.yaml. */`;
  return isBucket(storage)
    ? [
        "import { fileBucket } from 'mcp-provider/files/bucket';",
        `import { ${names} } from '../mcp-instance.js';`,
        "import { auth } from './auth.js';",
        '',
        comment,
        `export const files = fileBucket(PROVIDER_NAME, auth, { ${options} });`,
      ].join('\n')
    : [
        "import { fileRoot } from 'mcp-provider/files';",
        `import { ${names} } from '../mcp-instance.js';`,
        '',
        comment,
        `export const files = fileRoot(PROVIDER_NAME, { ${options} });`,
      ].join('\n');
}
