import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { printed } from './formats/yaml.js';

/**
 * Adds a provider's entry below the others in `provider-config.yaml`; a file that has the key stays as it is. Undefined
 * where the file has no mapping of providers.
 * @param entry YAML, from its key on
 */
export function addConfigEntry(text: string, name: string, entry: string): string | undefined {
  const document = parseDocument(text);
  const providers = document.get('providers', true);
  if (document.errors.length > 0 || !isMap(providers)) return undefined;
  if (providers.has(name)) return text;
  const added = parseDocument<YAMLMap<Scalar>>(entry).contents?.items[0];
  if (!added) return undefined;
  const [, second] = (providers as YAMLMap<Scalar>).items;
  added.key.spaceBefore = second?.key.spaceBefore === true;
  providers.flow = false;
  providers.add(added);
  return printed(document, text);
}

/**
 * Adds a value to a list in a provider's entry in `provider-config.yaml`; a new list comes below its singular
 * (`base_urls` below `base_url`). Undefined where the file has no such entry, or no list there.
 * @param value as YAML
 */
export function addConfigValue(
  text: string,
  provider: string,
  key: string,
  value: string,
): string | undefined {
  const document = parseDocument(text);
  const entry = document.getIn(['providers', provider], true);
  if (document.errors.length > 0 || !isMap(entry)) return undefined;
  const node = parseDocument(value).contents;
  const list = entry.get(key, true);
  if (list === undefined) {
    const isSingular = ({ key: name }: Pair) => isScalar(name) && `${String(name.value)}s` === key;
    const index = entry.items.findIndex(isSingular);
    const pair = document.createPair(key, [node]);
    entry.items.splice(index < 0 ? entry.items.length : index + 1, 0, pair);
    return printed(document, text);
  }
  if (!isSeq(list)) return undefined;
  const has = list.items.some(
    (item) => isScalar(item) && isScalar(node) && item.value === node.value,
  );
  if (has) return text;
  list.add(node);
  return printed(document, text);
}
