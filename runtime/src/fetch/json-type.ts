/**
 * Returns whether a Content-Type header states JSON; browsers send that to another origin only
 * after a preflight request.
 */
export const isJsonType = (type: string | null | undefined): boolean =>
  /^application\/json *(;|$)/i.test(type ?? '');
