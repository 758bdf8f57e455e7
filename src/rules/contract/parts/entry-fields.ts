import type { DataEntry, DataNode } from '../../../model/project.js';
import { kindOf } from '../../../kinds/kind-of.js';
import { kinds } from '../../../kinds/register.gen.js';
import { stylesOf } from '../../../model/catalog.js';
import type { Kind, KindList, KindSetting } from '../../../model/kind.js';
import { snakeCase } from '../../../model/names.js';
import { authStyles } from '../../../styles/register.gen.js';
import { textOf } from '../../../model/data-text.js';

export interface Field {
  required: boolean;
  /** In a sentence: `must be …`. */
  words: string;
  fits(value: DataNode): boolean;
  /** All allowed values, if they are listed. */
  values?: readonly string[];
}

/** Each has a folder in src/kinds. */
const KINDS = Object.keys(kinds);

const fitsText = (accepts: (text: string) => boolean) => (node: DataNode) => {
  const text = textOf(node);
  return text !== undefined && accepts(text);
};
const isText = fitsText((text) => text !== '');
const isAddress = fitsText(
  (text) =>
    URL.canParse(text) &&
    !/[{}<>$*]/.test(new URL(text).host) &&
    /^https?:$/.test(new URL(text).protocol),
);

const isPort = (node: DataNode) =>
  node.is === 'scalar' &&
  typeof node.value === 'number' &&
  Number.isInteger(node.value) &&
  node.value >= 1 &&
  node.value <= 65_535;

const isSwitch = (node: DataNode) => node.is === 'scalar' && typeof node.value === 'boolean';

const text = { words: 'a string', fits: isText };
const address = { words: 'an http or https URL', fits: isAddress };

const fields = new Map<Kind, Readonly<Record<string, Field>>>();

/** The keys of an entry in `provider-config.yaml`; the server rejects all others. */
export function entryFields({ value }: DataEntry): Readonly<Record<string, Field>> {
  const stated = value.is === 'map' ? value.entries.find(({ key }) => key === 'kind') : undefined;
  const kind = kindOf(stated?.value.is === 'scalar' ? stated.value.value : undefined);
  const known = fields.get(kind) ?? fieldsOfKind(kind);
  fields.set(kind, known);
  return known;
}

/** Of one kind. */
export const fieldsOfKind = (kind: Kind): Readonly<Record<string, Field>> => ({
  name: { required: true, ...text },
  description: { required: true, ...text },
  // Until there is another kind, servers do not know the key.
  ...(KINDS.length > 1 && { kind: { required: false, ...oneOf(KINDS) } }),
  ...Object.fromEntries(
    kind.spec.settings.map(({ key, entry }) => [
      snakeCase(key),
      { required: true, ...settingField(entry) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(kind.serve?.entryKeys ?? {}).map(([key, entry]) => [
      key,
      { required: false, ...('accepts' in entry ? settingField(entry) : listField(entry)) },
    ]),
  ),
  auth: { required: true, ...oneOf(Object.keys(stylesOf(kind, authStyles))) },
  port: { required: false, words: 'an integer from 1 to 65535', fits: isPort },
  callback_url: { required: false, ...address },
  token_path: { required: false, ...text },
  credentials_path: { required: false, ...text },
  scopes: {
    required: false,
    words: 'a list of strings',
    fits: (node) => node.is === 'list' && node.items.every(isText),
  },
  surface: { required: false, ...oneOf(['tools', 'search']) },
  shared_credentials: { required: false, words: 'true or false', fits: isSwitch },
});

/** The kind whose settings the entry has, where it is not the one that the entry states or implies. */
export function otherKind(entry: DataEntry): string | undefined {
  const given = entry.value.is === 'map' ? entry.value.entries : [];
  const keys = given.map(({ key }) => key).filter((key) => key !== 'kind');
  const fits = (allowed: Readonly<Record<string, Field>>) =>
    keys.every((key) => Object.hasOwn(allowed, key)) &&
    Object.keys(allowed).every((key) => !allowed[key]?.required || keys.includes(key));
  const [meant, another] = KINDS.filter((name) => fits(fieldsOfKind(kindOf(name))));
  return another === undefined && !fits(entryFields(entry)) ? meant : undefined;
}

/** Of any kind. */
export const isSetting = (key: string): boolean =>
  Object.values(kinds).some((kind) => Object.hasOwn(fieldsOfKind(kind), key));

const settingField = ({ words, accepts }: KindSetting['entry']) => ({
  words,
  fits: fitsText(accepts),
});

const listField = ({ words, acceptsItem }: KindList) => ({
  words,
  fits: (node: DataNode) => node.is === 'list' && node.items.every(fitsText(acceptsItem)),
});

const oneOf = (values: readonly string[]) => ({
  words: `one of ${values.join(', ')}`,
  fits: (node: DataNode) => node.is === 'scalar' && values.includes(String(node.value)),
  values,
});

/** A setting in place of an entry: it lost its indentation. */
export const isStray = (entry: DataEntry): boolean => {
  const { key, value } = entry;
  return (
    Object.hasOwn(entryFields(entry), key) &&
    (value.is === 'list' || (value.is === 'scalar' && value.value !== null))
  );
};
