import type { DataEntry, DataNode } from '../../../model/project.js';

export interface Field {
  required: boolean;
  /** In a sentence: `has to be …`. */
  words: string;
  fits(value: DataNode): boolean;
  /** All there are, where they can be counted. */
  values?: readonly string[];
}

/** As the design names them; each has a folder below templates/auth. */
export const AUTH_STYLES: readonly string[] = [
  'none',
  'api-key',
  'bearer',
  'basic',
  'oauth2',
  'client-credentials',
];

const isText = (node: DataNode) =>
  node.is === 'scalar' && typeof node.value === 'string' && node.value !== '';

function isAddress(node: DataNode): boolean {
  return (
    node.is === 'scalar' &&
    typeof node.value === 'string' &&
    URL.canParse(node.value) &&
    !/[{}<>$*]/.test(new URL(node.value).host) &&
    /^https?:$/.test(new URL(node.value).protocol)
  );
}

const isPort = (node: DataNode) =>
  node.is === 'scalar' &&
  typeof node.value === 'number' &&
  Number.isInteger(node.value) &&
  node.value >= 1 &&
  node.value <= 65_535;

const isSwitch = (node: DataNode) => node.is === 'scalar' && typeof node.value === 'boolean';

const text = { words: 'a text', fits: isText };
const address = { words: 'an http or https address', fits: isAddress };

/** What an entry of `provider-config.yaml` may say; the server refuses everything else. */
export const ENTRY_FIELDS: Readonly<Record<string, Field>> = {
  name: { required: true, ...text },
  description: { required: true, ...text },
  base_url: {
    required: true,
    words: 'an http or https address without "?" and "#"',
    // A path is written behind it.
    fits: (node) => isAddress(node) && node.is === 'scalar' && !/[?#]/.test(String(node.value)),
  },
  auth: {
    required: true,
    words: `one of ${AUTH_STYLES.join(', ')}`,
    fits: (node) => node.is === 'scalar' && AUTH_STYLES.includes(String(node.value)),
    values: AUTH_STYLES,
  },
  port: { required: false, words: 'a number from 1 to 65535', fits: isPort },
  callback_url: { required: false, ...address },
  token_path: { required: false, ...text },
  credentials_path: { required: false, ...text },
  scopes: {
    required: false,
    words: 'a list of texts',
    fits: (node) => node.is === 'list' && node.items.every(isText),
  },
  shared_credentials: { required: false, words: 'true or false', fits: isSwitch },
};

/** A setting where only entries are: it lost its indentation. */
export const isStray = ({ key, value }: DataEntry): boolean =>
  Object.hasOwn(ENTRY_FIELDS, key) &&
  (value.is === 'list' || (value.is === 'scalar' && value.value !== null));
