import { bad, ok } from '../example.js';

export default [
  ok`
    // Dockerfile
    FROM node:24-slim AS build
    ARG NPM_TOKEN
    ENV REGISTRY_TOKEN=$NPM_TOKEN
    COPY . .
    RUN npm ci

    FROM node:24-slim
    ARG RELEASE=dev
    ARG NEXT_PUBLIC_API_KEY
    ENV RELEASE=$RELEASE WEATHER_API_KEY_FILE=/run/secrets/key WEATHER_API_KEY=""
    COPY --from=build /app/dist dist
    COPY .env.example .env.example
    RUN --mount=type=secret,id=npm_token npm ci
  `,
  bad`
    // Dockerfile
    FROM node:24-slim
    ARG ‹WEATHER_API_KEY›
    ENV WEATHER_API_KEY=$WEATHER_API_KEY
  `.finds('The image contains "WEATHER_API_KEY", which all who can pull it can read.'),
  bad`
    // docker/Dockerfile.server
    FROM node:24-slim AS base
    ARG KEY
    ENV NODE_ENV=production \\
        ‹WEATHER_TOKEN›="\${KEY}"
    FROM node:24-slim AS build
    ARG OTHER_TOKEN
    FROM base
    COPY --from=build /app/dist dist
  `.finds('The image contains "WEATHER_TOKEN", which all who can pull it can read.'),
  bad`
    // Dockerfile
    FROM node:24-slim
    ARG ‹GITHUB_TOKEN›=""
    RUN git clone https://\${GITHUB_TOKEN}@github.com/acme/rules
  `.finds('The image contains "GITHUB_TOKEN", which all who can pull it can read.'),
  bad`
    // Dockerfile.production
    FROM node:24-slim AS build
    COPY . .
    FROM node:24-slim
    COPY --from=build /app/dist ‹/app/.env› ./
    ENV ‹WEATHER_PASSWORD› $PASSWORD
  `.finds(
    'The image contains ".env", which all who can pull it can read.',
    'The image contains "WEATHER_PASSWORD", which all who can pull it can read.',
  ),
];
