import type { JsonSchemaObject } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { sampleValue } from '../../source/sample/sample.js';
import type { ResponseSpec } from './spec.js';
import type { Response } from './tool-case.js';

const TEXT = 'Text of the API.';
const CONTENT = 'content';

/** Content that the API sends, with its type. */
export function sentContent({ as, contentType = '*/*' }: ResponseSpec) {
  const isBinary = as === 'binary';
  const type = contentType
    .replace('image/*', 'image/png')
    .replace('audio/*', 'audio/mpeg')
    .replace(/^\S*\*.*/, isBinary ? 'application/octet-stream' : 'text/plain')
    .replace(/;.*/, (parameters) => (isBinary ? '' : parameters));
  return { response: isBinary ? CONTENT : TEXT, responseHeaders: { 'content-type': type } };
}

/** A response of text or bytes, and what the client gets. */
export function contentCase(
  how: ResponseSpec,
  resultKey: string | undefined,
  schema: JsonSchemaObject | undefined,
): Response | undefined {
  const sent = sentContent(how);
  const { response, responseHeaders } = sent;
  if (how.as === 'binary') return { ...sent, result: [blockOf(responseHeaders['content-type'])] };
  if (resultKey === undefined) return { ...sent, result: response };
  const result = schema && sampleValue(schema);
  const text = isRecord(result) ? result[resultKey] : undefined;
  return isRecord(result) && typeof text === 'string'
    ? { response: text, responseHeaders, result }
    : undefined;
}

function blockOf(mimeType: string): object {
  const data = Buffer.from(CONTENT).toString('base64');
  const [type = ''] = mimeType.split('/');
  if (type === 'image' || type === 'audio') return { type, data, mimeType };
  if (type === 'text') return { type, text: CONTENT };
  return { type: 'resource', resource: { uri: 'attachment:content', mimeType, blob: data } };
}
