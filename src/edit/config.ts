import { isMap, isNode, isScalar, isSeq, type YAMLMap, YAMLSeq } from 'yaml';
import { boundedDocument } from '../model/yaml.js';
import { withNode } from './formats/yaml.js';

/**
 * Adds a provider's entry below the others in `provider-config.yaml`; a file that has the key stays as it is. Undefined
 * where the file has no mapping of providers.
 * @param entry YAML, from its key on
 * @throws Refusal
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
 * Adds a value to a list in a provider's entry in `provider-config.yaml`; a new list comes below its singular
 * (`base_urls` below `base_url`). Undefined where the file has no such entry, or no list there.
 * @param value as YAML
 * @throws Refusal where an alias refers to the list or what is around it
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
    const added = new YAMLSeq<unknown>();
    added.items.push(node);
    return withNode(text, [...path, key], added, key.replace(/s$/, ''));
  }
  if (!isSeq(list)) return undefined;
  const has = list.items.some(
    (item) => isScalar(item) && isScalar(node) && item.value === node.value,
  );
  return has ? text : withNode(text, [...path, key, list.items.length], node);
}
