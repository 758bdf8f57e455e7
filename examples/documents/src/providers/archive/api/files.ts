import { fileBucket } from 'mcp-provider/files/bucket';
import { notify } from '../mcp-instance.js';
import { auth } from './auth.js';

/** The files of the caller. Their place is "storage" in provider-config.yaml. */
export const files = fileBucket('archive', auth, { notify });
