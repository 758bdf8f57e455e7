import { literal } from '../../source/print/literal.js';
import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

/** `api/files.ts`: where the files of a caller are. */
export function filesSource({ storage, shared = false, readOnly = false }: FilesSpec): string {
  const options = { ...(shared && { shared }), ...(readOnly && { readOnly }) };
  const more = shared || readOnly ? `, ${literal(options, '')}` : '';
  const owner = shared ? 'all users' : 'the caller';
  const comment = `/** The files of ${owner}${readOnly ? ', which no tool changes' : ''}. Their place is "storage" in provider-config.yaml. */`;
  return isBucket(storage)
    ? [
        "import { fileBucket } from 'mcp-provider/files/bucket';",
        "import { PROVIDER_NAME } from '../mcp-instance.js';",
        "import { auth, getCredentials } from './auth.js';",
        '',
        comment,
        `export const files = fileBucket(PROVIDER_NAME, { ...auth, getCredentials }${more});`,
      ].join('\n')
    : [
        "import { fileRoot } from 'mcp-provider/files';",
        "import { PROVIDER_NAME } from '../mcp-instance.js';",
        '',
        comment,
        `export const files = fileRoot(PROVIDER_NAME${more});`,
      ].join('\n');
}
