import { AwsV4Signer } from 'aws4fetch';
import * as z from 'zod';
import { type SecretAuth, secretAuth } from '../auth/secret-auth.js';
import { secret } from '../credentials/secret.js';
import { nodeCrypto } from '../node/node-module.js';

const AccessKey = z.strictObject({
  accessKeyId: z.string().regex(/^[\w.+/=:-]+$/, 'must not be empty or contain special characters'),
  secretAccessKey: secret,
  /** Token of temporary keys, such as those of a role. A form sends "" if there is none. */
  sessionToken: z
    .preprocess((text) => (text === '' ? undefined : text), secret.optional())
    .optional(),
});

/** Stored credentials of a user with an access key of a bucket. */
export type AccessKey = z.output<typeof AccessKey>;

/**
 * Authenticates with AWS Signature Version 4 and an access key of each user.
 * @param variables the environment variables with the key of local users; a session token is
 * optional
 * @param options the region, if the host name does not contain it; default: `us-east-1`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @example
 * export const auth = accessKeyAuth(PROVIDER_NAME, {
 *   accessKeyId: 'ACME_ACCESS_KEY_ID',
 *   secretAccessKey: 'ACME_SECRET_ACCESS_KEY',
 *   sessionToken: 'ACME_SESSION_TOKEN',
 * });
 */
export const accessKeyAuth = (
  provider: string,
  variables: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  options: { region?: string } = {},
): SecretAuth<AccessKey> =>
  secretAuth<AccessKey>(provider, {
    shape: AccessKey,
    fields: [
      { name: 'accessKeyId', label: 'Access key ID', secret: false },
      { name: 'secretAccessKey', label: 'Secret access key', secret: true },
      {
        name: 'sessionToken',
        label: 'Session token, of temporary keys only',
        secret: true,
        optional: true,
      },
    ],
    variables,
    async authorize({ method, url, headers, body = '' }, { sessionToken, ...key }) {
      headers.set('x-amz-content-sha256', nodeCrypto().hash('sha256', body));
      const signer = new AwsV4Signer({
        ...key,
        ...(sessionToken !== undefined && { sessionToken }),
        method,
        url: url.href,
        headers,
        service: 's3',
        ...(options.region !== undefined && { region: options.region }),
      });
      const signedRequest = await signer.sign();
      for (const [name, value] of signedRequest.headers) headers.set(name, value);
    },
  });
