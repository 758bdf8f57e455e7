import { isMap, isNode, isScalar, isSeq, type YAMLMap, YAMLSeq } from 'yaml';
import { boundedDocument } from '../model/yaml.js';
import { withNode } from './formats/yaml.js';

/**
 * Adds a provider's entry after the others in `provider-config.yaml`; a file that has the key stays
 * as it is. Undefined if the file has no mapping of providers.
 * @param entry YAML, beginning with its key
 * @throws EditRefusedError
 */
export function addConfigEntry(text: string, name: string, entry: string): string | undefined {
  const document = boundedDocument(text);
  const providers = document.get('providers', true);
  if (document.errors.length > 0 || !isMap(providers)) return undefined;
  if (providers.has(name)) return text;
  const value = boundedDocument<YAMLMap.Parsed>(entry).get(name, true);
  return isNode(value) ? withNode(text, ['providers', name], value) : undefined;
}

/**
 * Adds a value to a list in a provider's entry in `provider-config.yaml`; a new list is placed
 * below its singular key (`base_urls` below `base_url`). Undefined if the file has no such entry,
 * or no list there.
 * @param value as YAML
 * @throws EditRefusedError if an alias refers to the list or to what contains it
 */
export function addConfigValue(
  text: string,
  provider: string,
  key: string,
  value: string,
): string | undefined {
  const document = boundedDocument(text);
  const path = ['providers', provider];
  const entry = document.getIn(path, true);
  const { contents: node } = boundedDocument(value);
  if (document.errors.length > 0 || !isMap(entry) || !node) return undefined;
  const list = entry.get(key, true);
  if (list === undefined) {
    const newList = new YAMLSeq<unknown>();
    newList.items.push(node);
    return withNode(text, [...path, key], newList, key.replace(/s$/, ''));
  }
  if (!isSeq(list)) return undefined;
  const hasValue = list.items.some(
    (item) => isScalar(item) && isScalar(node) && item.value === node.value,
  );
  return hasValue ? text : withNode(text, [...path, key, list.items.length], node);
}
