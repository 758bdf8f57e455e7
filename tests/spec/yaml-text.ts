import * as yaml from 'yaml';

/** A value as YAML that reads as the same value. */
export function yamlText(value: unknown): string {
  const document = new yaml.Document(value, { aliasDuplicateObjects: false });
  yaml.visit(document, {
    Pair: (_, { key }) => {
      // Without quotes it would merge objects.
      if (yaml.isScalar(key) && key.value === '<<') key.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 100 });
}
