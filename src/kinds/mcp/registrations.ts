import { serveRemote } from '../../../runtime/src/remote/forward.js';
import type { RemoteServer } from '../../../runtime/src/remote/server.js';
import type { Registrations } from '../../model/kind.js';
import { catalogIn } from './catalog.js';

export default ((spec, registrars) => {
  const nothing = { accept: () => undefined } as unknown as RemoteServer; // nothing is called
  serveRemote(nothing, catalogIn(spec), registrars);
}) satisfies Registrations;
