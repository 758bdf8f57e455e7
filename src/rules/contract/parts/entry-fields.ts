import type { DataEntry, DataNode } from '../../../model/project.js';
import { authStyles } from '../../../styles/register.gen.js';

export interface Field {
  required: boolean;
  /** In a sentence: `must be …`. */
  words: string;
  fits(value: DataNode): boolean;
  /** All allowed values, if they are listed. */
  values?: readonly string[];
}

/** Each has a folder in templates/auth. */
const AUTH_STYLES = Object.keys(authStyles);

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

const text = { words: 'a string', fits: isText };
const address = { words: 'an http or https URL', fits: isAddress };

/** The keys of an entry in `provider-config.yaml`; the server rejects all others. */
export const ENTRY_FIELDS: Readonly<Record<string, Field>> = {
  name: { required: true, ...text },
  description: { required: true, ...text },
  base_url: {
    required: true,
    words: 'an http or https URL without "?" and "#"',
    // Paths are appended to it.
    fits: (node) => isAddress(node) && node.is === 'scalar' && !/[?#]/.test(String(node.value)),
  },
  auth: {
    required: true,
    words: `one of ${AUTH_STYLES.join(', ')}`,
    fits: (node) => node.is === 'scalar' && AUTH_STYLES.includes(String(node.value)),
    values: AUTH_STYLES,
  },
  port: { required: false, words: 'an integer from 1 to 65535', fits: isPort },
  callback_url: { required: false, ...address },
  token_path: { required: false, ...text },
  credentials_path: { required: false, ...text },
  scopes: {
    required: false,
    words: 'a list of strings',
    fits: (node) => node.is === 'list' && node.items.every(isText),
  },
  shared_credentials: { required: false, words: 'true or false', fits: isSwitch },
};

/** A setting in place of an entry: it lost its indentation. */
export const isStray = ({ key, value }: DataEntry): boolean =>
  Object.hasOwn(ENTRY_FIELDS, key) &&
  (value.is === 'list' || (value.is === 'scalar' && value.value !== null));
