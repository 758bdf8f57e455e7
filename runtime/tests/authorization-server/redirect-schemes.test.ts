import { expect, it } from 'vitest';
import { isRedirectUri } from '../../src/authorization-server/redirect-uri.js';

/** Each runs or shows what its address contains, or opens something other than the app that asks. */
const REFUSED =
  'javascript vbscript data blob filesystem about view-source jar feed resource chrome-extension moz-extension microsoft-edge file smb nfs afp ldap ldaps ws wss ftp sftp ssh telnet vnc rdp ms-msdt ms-officecmd ms-appinstaller ms-settings ms-word search search-ms shell hcp mk its res help mailto tel sms facetime itms-services itms-apps macappstore x-apple.systempreferences x-man-page shortcuts prefs intent market jnlp steam webcal web+evil JavaScript MS-MSDT';

/** Of apps that are MCP clients, or could be. */
const APPS =
  'cursor vscode vscode-insiders windsurf zed claude goose raycast cherrystudio lmstudio warp jetbrains com.example.app msal0123-abc app.notes msty searchlight helper mapsly opera1 x-my-app';

const uris = (schemes: string) =>
  schemes.split(' ').flatMap((scheme) => [`${scheme}://host/callback`, `${scheme}:/callback`]);

it.each(uris(REFUSED))('%s is no redirect URI', (uri) => expect(isRedirectUri(uri)).toBe(false));
it.each(uris(APPS))('%s is one', (uri) => expect(isRedirectUri(uri)).toBe(true));
