/** Where things are on this machine, for this account; and where our servers keep credentials, encrypted. */
const PLACES =
  process.platform === 'win32'
    ? /^(APPDATA|COMSPEC|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|PATH|PATHEXT|PROGRAMDATA|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|TEMP|TMP|USERNAME|USERPROFILE|WINDIR|MCP_DATA_DIR)$/i
    : /^(HOME|LANG|LC_[A-Z]+|LOGNAME|PATH|SHELL|TERM|TMPDIR|TZ|USER|XDG_[A-Z]+_(HOME|DIRS?)|MCP_DATA_DIR)$/;

/** How the network and the registry of packages are reached, without the tokens of npm. */
const NETWORK =
  /^((https?|all|no)_proxy|node_(extra_ca_certs|use_env_proxy)|ssl_cert_(dir|file)|npm_config_((@[\w.-]+:)?registry|(https_)?proxy|noproxy|cafile|cache|userconfig|globalconfig))$/i;

/** A user or a password in a URL; places and names of users may have an @, too. */
const CREDENTIALS = /^(\w+:\/\/)?[^/\\]*@/;

/** What programs need of the variables of this process in order to run. All others may be secrets. */
export const programEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const isNeeded = PLACES.test(name) || (NETWORK.test(name) && !CREDENTIALS.test(value));
      // Functions that a shell exported are code (Shellshock).
      return isNeeded && !value.startsWith('()') ? [[name, value]] : [];
    }),
  );
