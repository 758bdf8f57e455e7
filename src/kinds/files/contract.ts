import type { KindContract } from '../../model/kind.js';
import { servedByFiles } from './served-tools.js';
import type { FilesSpec } from './spec.js';
import { isBucket } from './storage.js';

export default {
  authFor: ({ storage }) =>
    typeof storage === 'string' ? (isBucket(storage) ? 'access-key' : 'none') : undefined,
  changesResources: (spec) => (spec as FilesSpec).readOnly !== true,
  definitions: servedByFiles,
} satisfies KindContract;
