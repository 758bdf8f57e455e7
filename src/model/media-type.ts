/** How the content of a body is read, by its media type (RFC 9110 section 8.3.1). */
export type ContentForm = 'json' | 'text' | 'binary';

export const FORM = 'application/x-www-form-urlencoded';

const TEXT = /[/+](xml|yaml|x-yaml|graphql|javascript|x-ndjson|jsonl|json-seq)$/;

export function contentForm(mediaType: string): ContentForm {
  const bare = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (bare.endsWith('/json') || bare.endsWith('+json')) return 'json';
  return bare.startsWith('text/') || TEXT.test(bare) ? 'text' : 'binary';
}

/** `image/*`, or `image/png, image/jpeg`: a file has one of several types. */
export const isSeveral = (mediaTypes: string): boolean => /^[^;]*[,*]/.test(mediaTypes);

/** Each line is a JSON value. */
export const isJsonLines = (mediaType: string): boolean =>
  /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)\b/i.test(mediaType);
