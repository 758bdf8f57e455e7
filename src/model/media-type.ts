/** Form in which a body is parsed, according to its media type (RFC 9110 section 8.3.1). */
type ContentForm = 'json' | 'text' | 'binary';

export const FORM = 'application/x-www-form-urlencoded';

const TEXT = /[/+](xml|yaml|x-yaml|graphql|javascript|x-ndjson|jsonl|json-seq)$/;

export function contentForm(mediaType: string): ContentForm {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (essence.endsWith('/json') || essence.endsWith('+json')) return 'json';
  return essence.startsWith('text/') || TEXT.test(essence) ? 'text' : 'binary';
}

/** Returns whether a text such as `image/*` or `image/png, image/jpeg` names several types, of which a file has one. */
export const isSeveral = (mediaTypes: string): boolean => /^[^;]*[,*]/.test(mediaTypes);

/** Returns whether each line is a JSON value. */
export const isJsonLines = (mediaType: string): boolean =>
  /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)\b/i.test(mediaType);
