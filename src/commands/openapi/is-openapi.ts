/** Whether a text is an OpenAPI document rather than a spec: it has the version at its top level. */
export const isOpenApi = (text: string): boolean =>
  /^\uFEFF?\s*\{/.test(text)
    ? /[{,]\s*"(?:openapi|swagger)"\s*:\s*"?\d/.test(text)
    : /^["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m.test(text);
