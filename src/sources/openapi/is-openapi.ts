/** Top-level keys of formats other than OpenAPI, which the import rejects by name. */
const OTHERS = 'asyncapi|openrpc|swaggerVersion|discoveryVersion|arazzo|overlay';
const IN_JSON = new RegExp(
  `"(?:(?:openapi|swagger)"\\s*:\\s*"?\\d|(?:${OTHERS}|item|data|_type)"\\s*:)`,
  'y',
);
const IN_YAML = new RegExp(
  `^\\uFEFF?["']?(?:(?:openapi|swagger)["']?\\s*:\\s*["']?\\d|(?:${OTHERS})["']?\\s*:)`,
  'm',
);

/** Whether a text describes an API, in OpenAPI or another format, and is not a spec, judging by its top-level keys. */
export const isOpenApi = (text: string): boolean =>
  /^\uFEFF?\s*\{/.test(text) ? isVersioned(text) : IN_YAML.test(text);

/** Whether a JSON text, which may be invalid elsewhere, has such a top-level key. */
function isVersioned(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      IN_JSON.lastIndex = index;
      if (depth === 1 && IN_JSON.test(text)) return true;
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
