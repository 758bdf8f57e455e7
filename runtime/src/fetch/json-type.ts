/** Whether a Content-Type header is that of JSON; browsers send it to another origin only after a preflight request. */
export const isJsonType = (type: string | null | undefined): boolean =>
  /^application\/json *(;|$)/i.test(type ?? '');
