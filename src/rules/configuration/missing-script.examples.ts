import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
    +   "engines": { "node": "^22.12 || >=24" },
  `,
  bad`
    // package.json, changed
        ‹"scripts"›: {
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
  `.fixed`
    // package.json, changed
        "scripts": {
    +     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
  `.finds('The script "build" is missing.'),
  bad`
    // package.json, changed
        ‹"scripts"›: {
    …
    -     "start": "node dist/server.js",
  `.fixed`
    // package.json, changed
        "scripts": {
    +     "start": "node dist/server.js",
  `.finds('The script "start" is missing.'),
  bad`
    // src/server.ts, deleted

    // package.json, unchanged
        "build": ‹"rolldown src/server.ts --dir dist --platform node --minify --sourcemap"›,
  `.finds('The script "build" reads "src/server.ts", which is missing.'),
  bad`
    // package.json, changed
      ‹{›
    …
    -   "engines": { "node": ">=20.19" },
  `.fixed`
    // package.json, changed
      {
    +   "engines": { "node": ">=20.19" },
        "name": "weather-mcp",
  `.finds('"engines.node" is missing.'),
  bad`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
    +   ‹"engines"›: null,
  `.fixed`
    // package.json, changed
    -   "engines": null,
    +   "engines": { "node": ">=20.19" },
  `.finds('"engines.node" is missing.'),
  bad`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
    +   "engines": { "node": ‹20› },
  `.fixed`
    // package.json, changed
    -   "engines": { "node": 20 },
    +   "engines": { "node": ">=20.19" },
  `.finds('"engines.node" is not a string.'),
  bad`
    // package.json, changed
    -   "engines": { "node": ">=20.19" },
    +   "engines": { "node": ‹">=18"› },
  `.fixed`
    // package.json, changed
    -   "engines": { "node": ">=18" },
    +   "engines": { "node": ">=20.19" },
  `.finds('"engines.node" allows Node.js >=18, which the runtime does not support.'),
  // A source of the project, and what another script writes.
  ok`
    // scripts/start.mjs
    await import('../dist/server.js');

    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": "node scripts/start.mjs",
  `,
  ok`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": "node build/server.js",
    +     "prestart": "npm run build && cp -r dist build",
  `,
  ok`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": "node --enable-source-maps ./dist/server.js --http",
  `,
  bad`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": ‹"node --enable-source-maps build/server.js --http"›,
  `.fixed`
    // package.json, changed
    -     "start": "node --enable-source-maps build/server.js --http",
    +     "start": "node --enable-source-maps dist/server.js --http",
  `.finds('The script "start" runs "build/server.js", which the script "build" does not write.'),
  bad`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": ‹"node lib/main.mjs"›,
  `.finds('The script "start" runs "lib/main.mjs", which the script "build" does not write.'),
  ok`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "bundle": "node scripts/copy.mjs dist out",
    +     "start": "NODE_ENV=production node out/server.js",
  `,
  ok`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": "rolldown src/server.ts src/worker.ts --dir dist --platform node --minify --sourcemap",
    -     "start": "node dist/server.js",
    +     "start": "node dist/worker.js",
  `,
  bad`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "serve": "node dist/main.js --http",
    +     "start": ‹"NODE_ENV=production node dist/main.js"›,
  `.fixed`
    // package.json, changed
    -     "start": "NODE_ENV=production node dist/main.js",
    +     "start": "NODE_ENV=production node dist/server.js",
  `.finds('The script "start" runs "dist/main.js", which the script "build" does not write.'),
  ok`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": "rolldown src/server.ts --dir build --platform node --minify --sourcemap",
    -     "start": "node dist/server.js",
    +     "start": "node build/server.js",
  `,
  bad`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": "rolldown src/server.ts --dir build --platform node --minify --sourcemap",
    -     "start": "node dist/server.js",
    +     "start": ‹"node dist/server.js"›,
  `.fixed`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir build --platform node --minify --sourcemap",
    +     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
  `.finds('The script "start" runs "dist/server.js", which the script "build" does not write.'),
  bad`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": "rolldown src/server.ts --dir build --platform node --minify --sourcemap",
    -     "start": "node dist/server.js",
    +     "start": ‹"node out/server.js"›,
  `.finds('The script "start" runs "out/server.js", which the script "build" does not write.'),
  bad`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": ‹"echo nothing to build"›,
  `.finds('The script "build" writes no files, and the script "start" runs "dist/server.js".'),
  bad`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": ‹"tsc --noEmit"›,
  `.finds('The script "build" writes no files, and the script "start" runs "dist/server.js".'),
  ok`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    -     "start": "node dist/server.js",
    +     "build": "echo nothing to build",
    +     "start": "node --import tsx src/server.ts",
  `,
  ok`
    // package.json, changed
    -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
    +     "build": "tsc --noEmit && tsc --noEmit false --outDir dist",
  `,
];
