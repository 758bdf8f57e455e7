import { accessKeyAuth } from 'mcp-provider/files/bucket';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = accessKeyAuth(
  PROVIDER_NAME,
  {
    accessKeyId: 'ARCHIVE_ACCESS_KEY_ID',
    secretAccessKey: 'ARCHIVE_SECRET_ACCESS_KEY',
    sessionToken: 'ARCHIVE_SESSION_TOKEN',
  },
  { region: 'eu-central-1' },
);

/** Reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
