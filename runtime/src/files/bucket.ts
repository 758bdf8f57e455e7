/**
 * Files in a bucket with the API of Amazon S3. Needs `aws4fetch`.
 * @module mcp-provider/files/bucket
 */
export type { AccessKey } from './access-key.js';
export { accessKeyAuth } from './access-key.js';
export { fileBucket } from './file-bucket.js';
