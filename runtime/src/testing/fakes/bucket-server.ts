import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback } from './listening.js';

/** A request that the fake bucket has received. */
export interface BucketRequest {
  method: string;
  headers: IncomingHttpHeaders;
}

interface BucketReply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Starts a fake S3 bucket in memory that records requests. It does not check their signatures. */
export async function startBucket() {
  const objects = new Map<string, Buffer>();
  const requests: BucketRequest[] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers });
    void replyTo(request, objects).then(({ status, headers = {}, body }) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      response.writeHead(status, { ...length, ...headers }).end(body);
    });
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    url: `${origin}/bucket`,
    objects,
    requests,
    close,
  };
}

async function replyTo(
  request: IncomingMessage,
  objects: Map<string, Buffer>,
): Promise<BucketReply> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket');
  const key = keyOf(pathname);
  const object = objects.get(key);
  const { 'x-amz-copy-source': source, 'if-none-match': unless, range } = request.headers;
  switch (request.method) {
    case 'PUT': {
      if (object && unless === '*') return { status: 412 };
      const bytes = await buffer(request);
      objects.set(key, (source && objects.get(keyOf(String(source)))) || bytes);
      return { status: 200, body: '' };
    }
    case 'DELETE':
      objects.delete(key);
      return { status: 204 };
    case 'GET':
      if (key === '') return listOf([...objects], searchParams);
      return object ? partOf(object, range) : { status: 404 };
    default:
      if (!object) return { status: 404 };
      return { status: 200, headers: { 'content-length': String(object.length) } };
  }
}

/** Returns the key of a path: `/bucket/a/b%20c` has the key `a/b c`. */
const keyOf = (path: string): string =>
  decodeURIComponent(path.replace(/^\/?/, '').replace(/^[^/]*\/?/, ''));

function partOf(bytes: Buffer, range = ''): BucketReply {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (start === undefined) return { status: 200, body: bytes };
  return { status: 206, body: bytes.subarray(Number(start), Number(end) + 1) };
}

/** `ListObjectsV2`, in one page. */
function listOf(objects: readonly [string, Buffer][], query: URLSearchParams): BucketReply {
  const prefix = query.get('prefix') ?? '';
  const folders = new Set<string>();
  const contents: string[] = [];
  for (const [key, bytes] of objects.filter(([name]) => name.startsWith(prefix))) {
    const end = query.get('delimiter') === '/' ? key.indexOf('/', prefix.length) : -1;
    if (end !== -1) folders.add(key.slice(0, end + 1));
    else
      contents.push(
        `<Contents><Key>${encodeKey(key)}</Key><Size>${bytes.length}</Size></Contents>`,
      );
  }
  const prefixes = [...folders].map(
    (folder) => `<CommonPrefixes><Prefix>${encodeKey(folder)}</Prefix></CommonPrefixes>`,
  );
  const parts = ['<EncodingType>url</EncodingType>', ...contents, ...prefixes];
  return { status: 200, body: `<ListBucketResult>${parts.join('')}</ListBucketResult>` };
}

const encodeKey = (key: string): string => encodeURIComponent(key);
