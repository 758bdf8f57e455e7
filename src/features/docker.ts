import type { LocalFeature } from '../model/feature.js';

export default {
  label: 'Container image: a Dockerfile that serves callers over HTTP',
  view: ({ hasNativePackages }) => ({ hasNativePackages }),
  packageJson: () => ({}),
  readme: ({ slug }) =>
    [
      '## Container image',
      '',
      '```sh',
      `docker build --tag ${slug} .`,
      `docker run --env-file .env --publish 3000:3000 --volume ${slug}:/data ${slug}`,
      '```',
      '',
      'The server in it is for callers that sign in: set `MCP_PUBLIC_URL` and an issuer in `.env` (see `.env.example`).',
      'Stored credentials and their key are in the volume `/data`.',
    ].join('\n'),
} satisfies LocalFeature;
