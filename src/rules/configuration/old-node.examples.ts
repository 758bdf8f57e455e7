import { bad, ok } from '../example.js';

export default [
  bad`
    // Dockerfile
    FROM ‹node:18-slim› AS build
    WORKDIR /app
    FROM --platform=linux/amd64 ‹docker.io/library/node:20.11›
    CMD ["node", "dist/server.js"]
  `.finds(
    'The runtime does not support Node.js 18.',
    'The runtime does not support Node.js 20.11.',
  ),
  bad`
    // .github/workflows/test.yml
    jobs:
      test:
        strategy:
          matrix:
            node: [‹18›, 20, 22]
        steps:
          - uses: actions/setup-node@v7
            with:
              node-version: '‹16.x›'
  `.finds('The runtime does not support Node.js 18.', 'The runtime does not support Node.js 16.'),
  ok`
    // Dockerfile
    FROM node:24-slim AS build
    FROM node:20
    FROM node:lts-alpine
    FROM gcr.io/distroless/nodejs22-debian12

    // .github/workflows/test.yml
    jobs:
      test:
        strategy:
          matrix:
            node: [20, 22.x, 24]
        steps:
          - uses: actions/setup-node@v7
            with:
              node-version: \${{ matrix.node }}
  `,
];
