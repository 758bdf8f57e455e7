/** Hosts of Amazon S3: `s3.eu-central-1.amazonaws.com`, with a bucket before it in virtual-hosted addresses. */
const AMAZON = /^(?:(.+?)\.)?(s3(?:[.-][a-z0-9.-]+)?\.amazonaws\.com(?:\.cn)?)$/;

const isAmazon = (host: string): boolean => AMAZON.test(host);

/**
 * Returns the address with the bucket in the path:
 * `https://acme.s3.eu-central-1.amazonaws.com/docs` becomes
 * `https://s3.eu-central-1.amazonaws.com/acme/docs`.
 */
export function withBucketInPath(address: URL): URL {
  const [, bucket, host] = AMAZON.exec(address.hostname) ?? [];
  if (bucket === undefined || host === undefined) return address;
  const url = new URL(address);
  url.hostname = host;
  url.pathname = `/${bucket}${address.pathname}`;
  return url;
}

/**
 * Returns the bucket of an address, and the folder in it that is served. For services other than
 * Amazon's, the whole path is that of the bucket.
 */
export function bucketAndFolder(address: URL): { bucket: URL; folder: string } {
  const bucket = withBucketInPath(address);
  if (!isAmazon(bucket.hostname)) return { bucket, folder: '' };
  const [, name = '', ...folders] = bucket.pathname.replace(/\/$/, '').split('/');
  bucket.pathname = `/${name}`;
  return { bucket, folder: folders.map((part) => `${decodeURIComponent(part)}/`).join('') };
}
