const IN_JSON = /"(?:openapi|swagger)"\s*:\s*"?\d/y;

/** Whether a text is an OpenAPI document rather than a spec: it has the version at its top level. */
export const isOpenApi = (text: string): boolean =>
  /^\uFEFF?\s*\{/.test(text)
    ? isVersioned(text)
    : /^\uFEFF?["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m.test(text);

/** The same for JSON, which may be invalid elsewhere. */
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
