/** Top-level keys of formats other than OpenAPI, which the import rejects by name. */
const OTHER_FORMATS = 'asyncapi|openrpc|swaggerVersion|discoveryVersion|arazzo|overlay';
const FORMAT_KEY_IN_JSON = new RegExp(
  `"(?:(?:openapi|swagger)"\\s*:\\s*"?\\d|(?:${OTHER_FORMATS}|item|data|_type)"\\s*:)`,
  'y',
);
const FORMAT_KEY_IN_YAML = new RegExp(
  `^\\uFEFF?["']?(?:(?:openapi|swagger)["']?\\s*:\\s*["']?\\d|(?:${OTHER_FORMATS})["']?\\s*:)`,
  'm',
);

/** Keys that every spec has, and that no other common file has both of. */
const SPEC_KEYS = ['name', 'auth'].map((key) => ({
  inJson: new RegExp(`"${key}"\\s*:`, 'y'),
  inYaml: new RegExp(`^\\uFEFF?["']?${key}["']?\\s*:`, 'm'),
}));

/**
 * Returns whether a text describes an API, in OpenAPI or another format, and is not a spec, judging
 * by its top-level keys.
 */
export const isOpenApi = (text: string): boolean =>
  hasKey(text, FORMAT_KEY_IN_JSON, FORMAT_KEY_IN_YAML);

/**
 * Returns whether a text, of which the end may be missing, is the spec of a provider, judging by
 * its top-level keys.
 */
export const isSpec = (text: string): boolean =>
  SPEC_KEYS.every(({ inJson, inYaml }) => hasKey(text, inJson, inYaml));

const hasKey = (text: string, inJson: RegExp, inYaml: RegExp) =>
  /^\uFEFF?\s*\{/.test(text) ? hasJsonKey(text, inJson) : inYaml.test(text);

/** Returns whether a JSON text, which may be invalid elsewhere, has such a top-level key. */
function hasJsonKey(text: string, key: RegExp): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      key.lastIndex = index;
      if (depth === 1 && key.test(text)) return true;
      index = endOfString(text, index);
    }
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '"') return index;
    if (text[index] === '\\') index++;
  }
  return text.length;
}
