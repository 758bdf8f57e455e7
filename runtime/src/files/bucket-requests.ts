import { ToolError } from '../provider/define.js';
import { FileExistsError, notFound } from './failures.js';

export interface Bucket {
  /** With the bucket: `https://s3.eu-central-1.amazonaws.com/acme-files`. */
  url: URL;
  signal: AbortSignal;
  /** Sends a request with the caller's credentials. */
  fetch(url: URL, init: RequestInit): Promise<Response>;
}

interface BucketRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Escaped. */
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

export const TOKEN = 'continuation-token';

/** Requests to a bucket. */
export function requestsTo({ url, signal, fetch }: Bucket) {
  const bucket = url.pathname.replace(/\/$/, '');

  /** @throws Error for a status that is neither of success nor expected */
  async function request(wanted: BucketRequest, ...expected: number[]): Promise<Response> {
    const { method, key = '', query = {}, ...init } = wanted;
    const address = new URL(url);
    address.pathname = `${bucket}/${key}`;
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const response = await fetch(address, { method, ...init, signal });
    if (response.ok || expected.includes(response.status)) return response;
    await response.body?.cancel();
    throw failureOf(wanted, response.status);
  }

  const exists = async (key: string): Promise<boolean> =>
    (await request({ method: 'HEAD', key }, 404)).ok;

  return { request, exists };
}

/** Of a version. RFC 9110 section 13.1.1: `If-Match` matches no other one. */
export function strongTag(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : undefined;
}

export const changedMeanwhile = (): ToolError =>
  new ToolError('The file was changed while it was moved. Its new version has the old name.');

function failureOf({ method, query = {} }: BucketRequest, status: number): Error {
  if (status === 404) return notFound();
  if (status === 400 && query[TOKEN] !== undefined)
    return new ToolError('The cursor is not one that this tool returned.');
  if (status === 412 && method === 'GET')
    return new ToolError('The file was changed while it was read. Read it again.');
  if (status === 412 && method === 'DELETE') return changedMeanwhile();
  if (status === 409 || status === 412) return new FileExistsError();
  if (status === 403)
    return new ToolError('The storage rejects the access key, or does not allow this.');
  return new Error(`S3 responded to ${method} with status ${status}`);
}
