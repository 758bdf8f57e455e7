/** Names that should not be served: packages, and files that grant access to something. */

const PACKAGES = ['node_modules', 'bower_components', '__pycache__', 'site-packages'];

/** Extensions of keys, password stores, states with secrets, and environment settings. */
const ENDINGS = [
  ...['pem', 'key', 'p8', 'p12', 'pfx', 'pkcs12', 'ppk', 'asc', 'gpg', 'pgp', 'keytab', 'agekey'],
  ...[
    'jks',
    'jceks',
    'bks',
    'keystore',
    'kdb',
    'kdbx',
    'keychain',
    'keychain-db',
    'psafe3',
    '1pux',
  ],
  ...['env', 'tfvars', 'tfstate', 'tfstate.backup', 'ovpn', 'mobileprovision'],
];

/** Names of files with secrets, in any case. Public keys (`id_rsa.pub`) are served. */
const NAMES: readonly RegExp[] = [
  /^id_(rsa|dsa|ecdsa|ed25519)(?!.*\.pub$)/,
  /^(secring|trustdb|pubring)\.|^(kubeconfig|htpasswd|htdigest|netrc|pgpass|shadow|gshadow|wallet\.dat)\b/,
  /^env(\.[\w-]+)?$|^(key[34]\.db|logins\.json|cookies\.(txt|sqlite)|auth\.json|wp-config\.php)$/,
  /adminsdk|^local\.settings\.json$|(^|[-_. ])keys?\.json$/,
];

/**
 * Words for secrets in the names of data files, such as `db-credentials.yaml`; documents about
 * them, such as `tokens.md`, are served.
 */
const WORDS =
  /(^|[-_. ])(secrets?|credentials?|creds|passwords?|passwd|passphrases?|tokens?|(api|access|private|secret)[-_]?keys?|service[-_]?accounts?|vault[-_]?pass(word)?)($|[-_. ])/;
const DATA =
  /^[^.]*$|\.(json|ya?ml|toml|ini|txt|env|properties|conf|cfg|csv|xml|enc|bak|old|orig)$/;
const FOLDER = /^(secrets?|private[-_]?keys?|credentials)$/;

/** Returns the name or the extension (`*.pem`) by which a file or folder is excluded; undefined if it is served. */
export function unwantedPattern(name: string, isFolder: boolean): string | undefined {
  const lowerName = name.toLowerCase();
  if (isFolder) return PACKAGES.includes(name) || FOLDER.test(lowerName) ? name : undefined;
  const extension = ENDINGS.find((candidate) => lowerName.endsWith(`.${candidate}`));
  if (extension !== undefined) return `*.${extension}`;
  const isSecret =
    NAMES.some((pattern) => pattern.test(lowerName)) ||
    (WORDS.test(lowerName) && DATA.test(lowerName));
  return isSecret ? name : undefined;
}
