import { call, entry, jsonCode, object } from '../../source/print/code.js';
import { printed } from '../../source/print/layout.js';
import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

/** `api/files.ts`: where the files of a caller are. */
export function filesSource({
  storage,
  shared = false,
  readOnly = false,
  exclude = [],
}: FilesSpec): string {
  const inBucket = isBucket(storage);
  const options = object([
    ...(shared ? [entry('shared', 'true')] : []),
    readOnly ? entry('readOnly', 'true') : 'notify',
    ...(exclude.length > 0 && !inBucket ? [entry('exclude', jsonCode(exclude))] : []),
  ]);
  const [factory, module] = inBucket
    ? ['fileBucket', 'mcp-provider/files/bucket']
    : ['fileRoot', 'mcp-provider/files'];
  const names = readOnly ? 'PROVIDER_NAME' : 'notify, PROVIDER_NAME';
  const owner = shared ? 'all users' : 'the caller';
  const start = 'export const files = ';
  const values = ['PROVIDER_NAME', ...(inBucket ? ['auth'] : []), options];
  return [
    `import { ${factory} } from '${module}';`,
    `import { ${names} } from '../mcp-instance.js';`,
    ...(inBucket ? ["import { auth } from './auth.js';"] : []),
    '',
    `/** The files of ${owner}${readOnly ? ', which no tool changes' : ''}. Their place is "storage" in provider-config.yaml. */`,
    `${start}${printed(call(factory, values), start)};`,
  ].join('\n');
}
