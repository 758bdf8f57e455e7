import { fileRoot } from 'mcp-provider/files';

/** The files of all users, which no tool changes. Their place is "storage" in provider-config.yaml. */
export const files = fileRoot('handbook', { shared: true, readOnly: true });
