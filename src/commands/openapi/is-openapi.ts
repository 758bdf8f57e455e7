/** Whether a text is an OpenAPI document rather than a spec. */
export const isOpenApi = (text: string): boolean =>
  /^[\s{]*(?:"?[\w-]+"?\s*:[^\n]*\n\s*){0,20}"?(?:openapi|swagger)"?\s*:\s*["']?\d/.test(
    text.slice(0, 4000),
  );
