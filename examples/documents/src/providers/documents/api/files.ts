import { fileRoot } from 'mcp-provider/files';
import { notify } from '../mcp-instance.js';

/** The files of the caller. Their place is "storage" in provider-config.yaml. */
export const files = fileRoot('documents', { notify });
