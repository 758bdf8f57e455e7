import { serveFiles } from '../../../runtime/src/files/serve-files.js';
import type { Files } from '../../../runtime/src/files/store.js';
import type { Registrations } from '../../model/kind.js';
import type { FilesSpec } from './spec.js';

export default ((spec, registrars) => {
  const { name, readOnly = false } = spec as FilesSpec; // checked
  serveFiles({ provider: name, readOnly } as Files, registrars);
}) satisfies Registrations;
