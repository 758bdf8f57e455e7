import { accessKeyAuth } from 'mcp-provider/files/bucket';

export const auth = accessKeyAuth('archive', {
  accessKeyId: 'ARCHIVE_ACCESS_KEY_ID',
  secretAccessKey: 'ARCHIVE_SECRET_ACCESS_KEY',
  sessionToken: 'ARCHIVE_SESSION_TOKEN',
});

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
