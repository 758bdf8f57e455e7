import { fileRoot } from 'mcp-provider/files';
import { PROVIDER_NAME } from '../mcp-instance.js';

/** The files of all users, which no tool changes. Their place is "storage" in provider-config.yaml. */
export const files = fileRoot(PROVIDER_NAME, { shared: true, readOnly: true });
