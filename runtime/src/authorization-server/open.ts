import type { OwnVerifier } from '../identity/token-settings.js';
import { basePath, configuredUrl } from '../project/public-url.js';
import { projectOf } from '../project/project.js';
import type { ProviderModule } from '../provider/loader.js';
import { flag, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { gateOf } from './doors.js';
import { authorizationServer } from './server.js';

const SETTING = 'MCP_AUTHORIZATION_SERVER';

/**
 * The authorization server that `MCP_AUTHORIZATION_SERVER=built-in` switches on.
 * @throws StartError for settings that contradict each other
 */
export function openAuthorizationServer(
  modules: readonly ProviderModule[],
  verifier?: OwnVerifier,
) {
  const kind = setting(SETTING);
  if (kind === undefined) throw new StartError(`This needs ${SETTING}=built-in.`);
  if (kind !== 'built-in') throw new StartError(`${SETTING} must be "built-in", not "${kind}".`);
  const others = ['MCP_ISSUER', 'MCP_PROXY_PEERS', 'MCP_PROXY_USER_HEADER'];
  const other = verifier ? '"verifier"' : others.find((name) => setting(name) !== undefined);
  if (other !== undefined) throw new StartError(`Set ${SETTING} or ${other}, not both.`);
  const publicUrl = configuredUrl();
  if (!publicUrl) throw new StartError(`${SETTING} needs MCP_PUBLIC_URL.`);
  if (basePath(publicUrl) !== '')
    throw new StartError(`${SETTING} needs an MCP_PUBLIC_URL without a path: it is the issuer.`);
  const project = projectOf(modules[0]?.mcpInstance.PROVIDER_NAME ?? '');
  const gate = gateOf(setting('MCP_GATE'));
  const acceptUncheckedKeys = flag('MCP_ACCEPT_UNCHECKED_KEYS') === true;
  return authorizationServer({ project, publicUrl, modules, gate, acceptUncheckedKeys });
}
