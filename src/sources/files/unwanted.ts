/** What nobody wants to serve, although it is in the folder: packages, and files that grant access to something. */

const PACKAGES = ['node_modules', 'bower_components', '__pycache__', 'site-packages'];

/** Endings of keys, stores of passwords, states with secrets, and settings of environments. */
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

/** Names of such files, without regard to case. Public halves (`id_rsa.pub`) are served. */
const NAMES: readonly RegExp[] = [
  /^id_(rsa|dsa|ecdsa|ed25519)(?!.*\.pub$)/,
  /^(secring|trustdb|pubring)\.|^(kubeconfig|htpasswd|htdigest|netrc|pgpass|shadow|gshadow|wallet\.dat)\b/,
  /^env(\.[\w-]+)?$|^(key[34]\.db|logins\.json|cookies\.(txt|sqlite)|auth\.json|wp-config\.php)$/,
  /adminsdk|^local\.settings\.json$|(^|[-_. ])keys?\.json$/,
];

/** Words that say so in the names of data, such as `db-credentials.yaml`; pages about them, such as `tokens.md`, are served. */
const WORDS =
  /(^|[-_. ])(secrets?|credentials?|creds|passwords?|passwd|passphrases?|tokens?|(api|access|private|secret)[-_]?keys?|service[-_]?accounts?|vault[-_]?pass(word)?)($|[-_. ])/;
const DATA =
  /^[^.]*$|\.(json|ya?ml|toml|ini|txt|env|properties|conf|cfg|csv|xml|enc|bak|old|orig)$/;
const FOLDER = /^(secrets?|private[-_]?keys?|credentials)$/;

/** The name or the ending (`*.pem`) by which a file or folder is left out; undefined for what is served. */
export function unwantedPattern(name: string, isFolder: boolean): string | undefined {
  const folded = name.toLowerCase();
  if (isFolder) return PACKAGES.includes(name) || FOLDER.test(folded) ? name : undefined;
  const ending = ENDINGS.find((one) => folded.endsWith(`.${one}`));
  if (ending !== undefined) return `*.${ending}`;
  const isSecret =
    NAMES.some((one) => one.test(folded)) || (WORDS.test(folded) && DATA.test(folded));
  return isSecret ? name : undefined;
}
